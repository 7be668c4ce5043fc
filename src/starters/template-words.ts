/**
 * What is read aloud at the ends of every hour. Nobody may promise absolute confidentiality: public bodies can be ordered
 * to disclose, and in a small group the host can guess who spoke.
 */
export const openingWords = {
  fi: [
    'Kiitos, että tulit. Olemme vertaisarvioijia toisista kunnista ja tulimme oppimaan, emme arvostelemaan.',
    'Kerromme nimemme ja sen, kuka meistä kysyy ja kuka kirjaa.',
    'Kirjaamme muistiin, mitä kuulemme. Muistiinpanot näkevät vierailevat tiimit ja koordinaattori, ja ne poistetaan, kun säilytysaika päättyy.',
    'Koosteessa puhumme ryhmistä, emme nimistä. Täyttä luottamuksellisuutta emme voi luvata: pienestä ryhmästä voi arvata puhujan, ja viranomaisen aineistoa voidaan pyytää nähtäväksi.',
    'Voit jättää vastaamatta tai pyytää, ettei jotain kirjata. Sopiiko, että aloitamme?',
  ],
  sv: [
    'Tack för att du kom. Vi är kamratgranskare från andra kommuner och är här för att lära oss, inte för att betygsätta.',
    'Vi berättar vad vi heter, vem av oss som frågar och vem som antecknar.',
    'Vi antecknar det vi hör. Anteckningarna ses av de besökande teamen och samordnaren, och de raderas när förvaringstiden går ut.',
    'I sammanställningen talar vi om grupper, inte om namn. Fullständig sekretess kan vi inte lova: i en liten grupp går det att gissa vem som har sagt vad, och myndigheters material kan begäras ut.',
    'Du får låta bli att svara eller be oss att inte anteckna något. Går det bra att vi börjar?',
  ],
  en: [
    'Thank you for coming. We are peer reviewers from other municipalities, and we are here to learn, not to grade.',
    'We will tell you our names, and who of us asks and who writes.',
    'We write down what we hear. The visiting teams and the coordinator see the notes, and they are deleted when the retention time ends.',
    'The summary speaks of groups, not of names. We cannot promise complete confidentiality: in a small group the speaker may be guessed, and access to a public body’s records may be requested.',
    'You may leave a question unanswered, or ask us not to write something down. Shall we begin?',
  ],
};

export const closingWords = {
  fi: [
    'Mikä teillä toimii hyvin, ja mitä itse kehittäisit?',
    'Jäikö jokin kysymättä, mistä meidän pitäisi tietää?',
    'Kiitos! Pääkohdat kuulee isäntäkunta tänään palautteessa, ja kirjallinen kooste tulee myöhemmin.',
  ],
  sv: [
    'Vad fungerar bra hos er, och vad skulle du själv utveckla?',
    'Finns det något vi borde ha frågat men inte frågade?',
    'Tack! Värdkommunen får höra det viktigaste i dag, och en skriftlig sammanställning kommer senare.',
  ],
  en: [
    'What works well here, and what would you develop yourself?',
    'Is there something we should have asked but did not?',
    'Thank you! The host hears the main points today, and a written summary follows later.',
  ],
};
