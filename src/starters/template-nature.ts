import type { TemplateStarter } from './template-starter.ts';
import { closingWords, openingWords } from './template-words.ts';

/**
 * An hour on nature work. The questions follow what public criteria for nature-wise municipalities ask (commitment in the
 * strategy, a programme and its follow-up, a cross-sector group, mapped sites, biodiversity in all significant decisions, a
 * named contact), and ask for an example or a number where an answer could otherwise stay general.
 */
export const templateNature: TemplateStarter = {
  key: 'nature',
  content: {
    fi: {
      name: 'Luonnon monimuotoisuus',
      opening: openingWords.fi,
      closing: closingWords.fi,
      themes: [
        {
          title: 'Johtajuus ja strateginen sitoutuminen',
          short: 'Johtajuus',
          minutes: 16,
          questions: [
            'Mitä kunta on päättänyt luonnon monimuotoisuudesta, ja missä se lukee: strategiassa, ohjelmassa, talousarviossa?',
            'Kerro päätös, jossa luonto painoi vaakakupissa. Miten luontovaikutukset olivat esillä, kun siitä päätettiin?',
            'Miten tavoitteiden toteutumista seurataan, ja mitä tapahtuu, jos niistä jäädään?',
          ],
        },
        {
          title: 'Toimeenpanon poikkihallinnollinen organisointi',
          short: 'Organisointi',
          minutes: 15,
          questions: [
            'Kuka kunnassa vastaa luontotyöstä, paljonko siihen on aikaa ja rahaa, ja kuka jatkaa, jos hän on poissa?',
            'Miten kaavoitus, rakentaminen, metsät, varhaiskasvatus ja koulut sekä talous tekevät luontotyötä yhdessä? Missä yhteistyö takkuaa?',
          ],
        },
        {
          title: 'Toimeenpanon osa-alueet',
          short: 'Osa-alueet',
          minutes: 16,
          questions: [
            'Miten arvokkaat luontokohteet on kartoitettu, ja missä vaiheessa tieto on kaavoittajan ja rakennuttajan käytössä?',
            'Miten kunnan omia metsiä, viheralueita ja vesistöjä hoidetaan monimuotoisuutta vahvistaen? Mitä on tehty toisin kuin ennen?',
            'Miten luonto näkyy päiväkotien ja koulujen arjessa sekä kunnan hankinnoissa ja urakkasopimuksissa?',
          ],
        },
        {
          title: 'Kumppanuudet ja yhteistyö',
          short: 'Kumppanuudet',
          minutes: 13,
          questions: [
            'Miten asukkaat, järjestöt ja maanomistajat pääsevät vaikuttamaan luontoasioihin, ja miten he saavat tietää, mitä ehdotuksesta tuli?',
            'Mitä teette naapurikuntien, yritysten ja muiden toimijoiden kanssa, ja mitä ilman heitä jäisi tekemättä?',
          ],
        },
      ],
    },
    sv: {
      name: 'Naturens mångfald',
      opening: openingWords.sv,
      closing: closingWords.sv,
      themes: [
        {
          title: 'Ledarskap och strategiskt engagemang',
          short: 'Ledarskap',
          minutes: 16,
          questions: [
            'Vad har kommunen beslutat om naturens mångfald, och var står det: i strategin, i ett program, i budgeten?',
            'Berätta om ett beslut där naturen vägde tungt. Hur fanns konsekvenserna för naturen med när beslutet fattades?',
            'Hur följs målen upp, och vad händer om de inte nås?',
          ],
        },
        {
          title: 'Sektorsövergripande organisering av genomförandet',
          short: 'Organisering',
          minutes: 15,
          questions: [
            'Vem i kommunen ansvarar för naturarbetet, hur mycket tid och pengar finns det, och vem tar vid om hen är borta?',
            'Hur samarbetar planläggningen, byggandet, skogsbruket, småbarnspedagogiken och skolorna samt ekonomin i naturarbetet? Var kärvar det?',
          ],
        },
        {
          title: 'Genomförandets delområden',
          short: 'Delområden',
          minutes: 16,
          questions: [
            'Hur har värdefulla naturobjekt kartlagts, och i vilket skede har planläggare och byggherrar tillgång till uppgifterna?',
            'Hur sköts kommunens egna skogar, grönområden och vatten så att mångfalden stärks? Vad görs annorlunda än förr?',
            'Hur syns naturen i vardagen på daghem och i skolor samt i kommunens upphandlingar och entreprenadavtal?',
          ],
        },
        {
          title: 'Partnerskap och samarbete',
          short: 'Partnerskap',
          minutes: 13,
          questions: [
            'Hur kan invånare, föreningar och markägare påverka i naturfrågor, och hur får de veta vad som blev av deras förslag?',
            'Vad gör ni tillsammans med grannkommuner, företag och andra aktörer, och vad skulle bli ogjort utan dem?',
          ],
        },
      ],
    },
    en: {
      name: 'Biodiversity',
      opening: openingWords.en,
      closing: closingWords.en,
      themes: [
        {
          title: 'Leadership and strategic commitment',
          short: 'Leadership',
          minutes: 16,
          questions: [
            'What has the municipality decided about biodiversity, and where is it written: in the strategy, a programme, the budget?',
            'Tell us about a decision in which nature carried weight. How were the effects on nature presented when it was made?',
            'How is progress towards the goals followed, and what happens when they are missed?',
          ],
        },
        {
          title: 'Cross-sector organisation of implementation',
          short: 'Organisation',
          minutes: 15,
          questions: [
            'Who is responsible for nature work here, how much time and money does it have, and who carries on when that person is away?',
            'How do planning, construction, forestry, early education and schools, and finance do nature work together? Where does it get stuck?',
          ],
        },
        {
          title: 'Areas of implementation',
          short: 'Areas',
          minutes: 16,
          questions: [
            'How have valuable natural sites been mapped, and at what stage do planners and builders have the information?',
            'How are the municipality’s own forests, green areas and waters managed to strengthen biodiversity? What is done differently from before?',
            'How does nature show in the everyday life of day-care centres and schools, and in procurement and works contracts?',
          ],
        },
        {
          title: 'Partnerships and cooperation',
          short: 'Partnerships',
          minutes: 13,
          questions: [
            'How can residents, associations and landowners influence decisions on nature, and how do they learn what became of their proposals?',
            'What do you do together with neighbouring municipalities, companies and others, and what would be left undone without them?',
          ],
        },
      ],
    },
  },
};
