import type { TemplateStarter } from './template-starter.ts';
import { closingWords, openingWords } from './template-words.ts';

/** The template of the energy-efficiency programme of 2021, as its organiser wrote it; Swedish and English are translations. */
export const templateEnergy: TemplateStarter = {
  key: 'energy',
  content: {
    fi: {
      name: 'Energiatehokkuus',
      opening: openingWords.fi,
      closing: closingWords.fi,
      themes: [
        {
          title: 'Johtajuus ja strateginen sitoutuminen',
          short: 'Johtajuus',
          minutes: 20,
          questions: [
            'Mitkä ovat kunnan energiatehokkuustyön visio ja tavoitteet?',
            'Ketkä ovat osallistuneet energiatehokkuustavoitteiden määrittelyyn?',
            'Miten energiatehokkuustyöstä viestitään?',
          ],
        },
        {
          title: 'Toimeenpanon poikkihallinnollinen organisointi',
          short: 'Organisointi',
          minutes: 14,
          questions: [
            'Miten energiatehokkuustyön roolit ja vastuut on määritelty?',
            'Toimiiko energiatehokkuussopimuksen edistämässä poikkihallinnollinen ryhmä?',
          ],
        },
        {
          title: 'Toimeenpanon osa-alueet',
          short: 'Osa-alueet',
          minutes: 13,
          questions: [
            'Miten hankintojen johtamisessa on varmistettu energiatehokkuustavoitteiden edistämistä?',
            'Miten kunta on hyödyntänyt kulutusseurantaa?',
          ],
        },
        {
          title: 'Kumppanuudet ja yhteistyö',
          short: 'Kumppanuudet',
          minutes: 13,
          questions: [
            'Millaisia kumppanuuksia kunnalla on energiatehokkuustyössä ja miten niitä hyödynnetään?',
            'Miten kunta on hyödyntänyt alueellista yhteistyötä?',
          ],
        },
      ],
    },
    sv: {
      name: 'Energieffektivitet',
      opening: openingWords.sv,
      closing: closingWords.sv,
      themes: [
        {
          title: 'Ledarskap och strategiskt engagemang',
          short: 'Ledarskap',
          minutes: 20,
          questions: [
            'Vilken vision och vilka mål har kommunen för sitt energieffektivitetsarbete?',
            'Vilka har deltagit i att formulera målen för energieffektiviteten?',
            'Hur kommunicerar kommunen om energieffektivitetsarbetet?',
          ],
        },
        {
          title: 'Sektorsövergripande organisering av genomförandet',
          short: 'Organisering',
          minutes: 14,
          questions: [
            'Hur har rollerna och ansvaret i energieffektivitetsarbetet fastställts?',
            'Finns det en sektorsövergripande grupp som för energieffektivitetsavtalet framåt?',
          ],
        },
        {
          title: 'Genomförandets delområden',
          short: 'Delområden',
          minutes: 13,
          questions: [
            'Hur säkerställs det i ledningen av upphandlingar att målen för energieffektiviteten främjas?',
            'Hur har kommunen utnyttjat uppföljningen av förbrukningen?',
          ],
        },
        {
          title: 'Partnerskap och samarbete',
          short: 'Partnerskap',
          minutes: 13,
          questions: [
            'Vilka partnerskap har kommunen i energieffektivitetsarbetet och hur utnyttjas de?',
            'Hur har kommunen dragit nytta av regionalt samarbete?',
          ],
        },
      ],
    },
    en: {
      name: 'Energy efficiency',
      opening: openingWords.en,
      closing: closingWords.en,
      themes: [
        {
          title: 'Leadership and strategic commitment',
          short: 'Leadership',
          minutes: 20,
          questions: [
            'What are the vision and the goals of the municipality’s energy-efficiency work?',
            'Who has taken part in setting the energy-efficiency goals?',
            'How is the energy-efficiency work communicated?',
          ],
        },
        {
          title: 'Cross-sector organisation of implementation',
          short: 'Organisation',
          minutes: 14,
          questions: [
            'How have the roles and responsibilities of the energy-efficiency work been defined?',
            'Is there a cross-sector group that advances the energy-efficiency agreement?',
          ],
        },
        {
          title: 'Areas of implementation',
          short: 'Areas',
          minutes: 13,
          questions: [
            'How does the management of procurement make sure that energy-efficiency goals are advanced?',
            'How has the municipality made use of monitoring consumption?',
          ],
        },
        {
          title: 'Partnerships and cooperation',
          short: 'Partnerships',
          minutes: 13,
          questions: [
            'What partnerships does the municipality have in energy-efficiency work, and how are they used?',
            'How has the municipality made use of regional cooperation?',
          ],
        },
      ],
    },
  },
};
