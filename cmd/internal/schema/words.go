package schema

import (
	"reflect"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// About says in a few words what a field holds; t is the type that the field was listed for.
// A kind may have other words than others for a field that all have.
func About(t reflect.Type, f *content.Field) source.Message {
	if own, ok := words[t.Name()+"."+f.Name]; ok {
		return own
	}
	return words[f.Owner(t)+"."+f.Name]
}

// Meaning says what one of the values of a field means, where that is not what the word says.
func Meaning(t reflect.Type, f *content.Field, value string) source.Message {
	return meanings[f.Owner(t)+"."+f.Name+"."+value]
}

// AboutDirective says in a few words what a directive shows, or nothing where there is no such.
func AboutDirective(name string) source.Message { return directives[name] }

// directives tells what each is for. A test asks for one for every directive there is.
var directives = map[string]source.Message{
	"apply":   {En: "a call to apply to an edition", Fr: "un appel à candidater à une édition"},
	"figures": {En: "the figures of an edition", Fr: "les chiffres d’une édition"},
	"gallery": {En: "several pictures", Fr: "plusieurs images"},
	"video":   {En: "a video", Fr: "une vidéo"},
}

// words tells editors what each field is for. A test asks for one for every field there is.
var words = map[string]source.Message{
	"Entry.title":   {En: "title", Fr: "titre"},
	"Entry.summary": {En: "one or two sentences for lists and search engines", Fr: "une ou deux phrases, pour les listes et les moteurs de recherche"},
	"Entry.draft":   {En: "true keeps the entry off the site for now", Fr: "true garde l’entrée hors du site pour l’instant"},
	"Entry.publish": {En: "not on the site before this date", Fr: "pas sur le site avant cette date"},
	"Entry.expire":  {En: "off the site from this date on", Fr: "retirée du site à partir de cette date"},
	"Entry.image":   {En: "main picture", Fr: "image principale"},
	"Entry.aliases": {En: "old addresses that lead here", Fr: "anciennes adresses qui mènent ici"},
	"Entry.slug":    {En: "another name in the address than the file’s", Fr: "un autre nom dans l’adresse que celui du fichier"},
	"Entry.links":   {En: "links to elsewhere", Fr: "liens vers d’autres sites"},
	"Entry.sources": {En: "where the facts come from", Fr: "d’où viennent les faits"},
	"Entry.weight":  {En: "place in lists: small numbers come first", Fr: "rang dans les listes : les petits nombres d’abord"},

	"Page.template": {En: "form of the page; nothing for a page of text", Fr: "forme de la page ; rien pour une page de texte"},

	"Session.number":       {En: "number of the edition", Fr: "numéro de l’édition"},
	"Session.start":        {En: "first day of the edition", Fr: "premier jour de l’édition"},
	"Session.end":          {En: "last day of the edition", Fr: "dernier jour de l’édition"},
	"Session.seats":        {En: "how many participants", Fr: "nombre de participants"},
	"Session.age":          {En: "youngest and oldest age of participants", Fr: "âge minimal et maximal des participants"},
	"Session.applications": {En: "how to apply", Fr: "comment candidater"},
	"Session.disciplines":  {En: "disciplines taught", Fr: "disciplines enseignées"},
	"Session.places":       {En: "places where the edition happens", Fr: "lieux de l’édition"},
	"Session.open_days":    {En: "events open to the public", Fr: "événements ouverts au public"},
	"Session.milestones":   {En: "dates to remember", Fr: "dates à retenir"},
	"Session.figures":      {En: "figures of the outcome, with what they count", Fr: "chiffres du bilan, avec ce qu’ils comptent"},
	"Session.partners":     {En: "partners", Fr: "partenaires"},
	"Session.team":         {En: "people of the team and their roles", Fr: "personnes de l’équipe et leurs rôles"},
	"Session.fee":          {En: "what taking part costs", Fr: "prix de la participation"},
	"Session.languages":    {En: "teaching languages", Fr: "langues d’enseignement"},
	"Session.status":       {En: "only to say otherwise than the dates do", Fr: "seulement pour dire autre chose que les dates"},

	"Age.min": {En: "youngest age", Fr: "âge minimal"},
	"Age.max": {En: "oldest age", Fr: "âge maximal"},

	"Applications.opens":    {En: "when applications open", Fr: "ouverture des candidatures"},
	"Applications.deadline": {En: "when applications close", Fr: "clôture des candidatures"},
	"Applications.url":      {En: "address of the form", Fr: "adresse du formulaire"},
	"Applications.send":     {En: "what to send", Fr: "ce qu’il faut envoyer"},
	"Applications.next":     {En: "what happens next", Fr: "ce qui se passe ensuite"},

	"Discipline.name":    {En: "name of the discipline", Fr: "nom de la discipline"},
	"Discipline.modules": {En: "what it is made of", Fr: "ce qu’elle comprend"},

	"Milestone.date":  {En: "date", Fr: "date"},
	"Milestone.label": {En: "what happens then", Fr: "ce qui se passe alors"},

	"Statistic.value":      {En: "the number; ~60 for about 60", Fr: "le nombre ; ~60 pour environ 60"},
	"Statistic.label":      {En: "what is counted, in a few words", Fr: "ce qui est compté, en quelques mots"},
	"Statistic.definition": {En: "what exactly is counted", Fr: "ce qui est compté exactement"},
	"Statistic.source":     {En: "where the number comes from", Fr: "d’où vient le nombre"},

	"Partner.name": {En: "name of the partner", Fr: "nom du partenaire"},
	"Partner.url":  {En: "the partner’s website", Fr: "site du partenaire"},
	"Partner.role": {En: "what the partner does", Fr: "ce que fait le partenaire"},

	"TeamMember.person": {En: "the person", Fr: "la personne"},
	"TeamMember.role":   {En: "the person’s role", Fr: "rôle de la personne"},

	"Meeting.start":          {En: "when it begins", Fr: "début"},
	"Meeting.end":            {En: "when it ends", Fr: "fin"},
	"Meeting.place":          {En: "where it is", Fr: "lieu"},
	"Meeting.online":         {En: "address where it is shown online", Fr: "adresse où c’est diffusé en ligne"},
	"Meeting.session":        {En: "edition it belongs to", Fr: "édition dont cela fait partie"},
	"Meeting.audience":       {En: "who may come", Fr: "qui peut venir"},
	"Meeting.seats":          {En: "how many seats", Fr: "nombre de places"},
	"Meeting.language":       {En: "languages spoken", Fr: "langues parlées"},
	"Meeting.captions":       {En: "languages of the captions or interpreting", Fr: "langues des sous-titres ou de l’interprétation"},
	"Meeting.registration":   {En: "how to get a seat", Fr: "comment s’inscrire"},
	"Meeting.price":          {En: "what it costs", Fr: "prix d’entrée"},
	"Meeting.status":         {En: "whether it takes place as planned", Fr: "si cela a lieu comme prévu"},
	"Meeting.previous_start": {En: "the old date, where it is moved", Fr: "l’ancienne date, si elle a changé"},
	"Meeting.recording":      {En: "video of it", Fr: "vidéo de la rencontre"},
	"Meeting.discipline":     {En: "one of the disciplines of its edition", Fr: "une des disciplines de l’édition"},

	"Registration.url":      {En: "address of the form", Fr: "adresse du formulaire"},
	"Registration.deadline": {En: "until when", Fr: "jusqu’à quand"},

	"Masterclass.speakers": {En: "who speaks", Fr: "qui intervient"},
	"Event.speakers":       {En: "who speaks", Fr: "qui intervient"},

	"Film.kind":           {En: "what sort of work it is", Fr: "type d’œuvre"},
	"Film.session":        {En: "edition it was made in", Fr: "édition où l’œuvre a été faite"},
	"Film.original_title": {En: "title in its own language", Fr: "titre dans sa langue d’origine"},
	"Film.untitled":       {En: "true where the title is only a description", Fr: "true si le titre n’est qu’une description"},
	"Film.year":           {En: "year it was finished", Fr: "année d’achèvement"},
	"Film.runtime":        {En: "running time", Fr: "durée"},
	"Film.country":        {En: "country of production", Fr: "pays de production"},
	"Film.technique":      {En: "technique, such as 2D animation", Fr: "technique, comme animation 2D"},
	"Film.languages":      {En: "languages spoken in it", Fr: "langues parlées dans l’œuvre"},
	"Film.subtitles":      {En: "languages of the subtitles", Fr: "langues des sous-titres"},
	"Film.logline":        {En: "the story in fifty words at most", Fr: "l’histoire en cinquante mots au plus"},
	"Film.credits":        {En: "who did what", Fr: "qui a fait quoi (générique)"},
	"Film.stills":         {En: "pictures from it", Fr: "images tirées de l’œuvre"},
	"Film.poster":         {En: "poster", Fr: "affiche"},
	"Film.trailer":        {En: "trailer", Fr: "bande-annonce"},
	"Film.film":           {En: "the work itself", Fr: "l’œuvre elle-même"},
	"Film.selections":     {En: "festivals that showed it", Fr: "festivals qui l’ont montrée"},
	"Film.rating":         {En: "age rating", Fr: "âge conseillé"},
	"Film.contact":        {En: "whom to ask about it", Fr: "qui contacter"},
	"Film.press_kit":      {En: "press kit to download", Fr: "dossier de presse à télécharger"},

	"Credit.role":   {En: "what was done", Fr: "ce qui a été fait"},
	"Credit.people": {En: "who did it: file names of people, or plain names", Fr: "qui l’a fait : noms de fichiers de personnes, ou noms simples"},

	"Selection.festival": {En: "name of the festival", Fr: "nom du festival"},
	"Selection.year":     {En: "year", Fr: "année"},
	"Selection.section":  {En: "section of the festival", Fr: "section du festival"},
	"Selection.result":   {En: "prize or mention", Fr: "prix ou mention"},

	"Prize.session":   {En: "edition it is a prize of", Fr: "édition du prix"},
	"Prize.award":     {En: "what is won", Fr: "ce qui est gagné"},
	"Prize.state":     {En: "how far the prize is", Fr: "où en est le prix"},
	"Prize.donor":     {En: "who gives it", Fr: "qui l’offre"},
	"Prize.value":     {En: "what it is worth", Fr: "ce qu’il vaut"},
	"Prize.laureates": {En: "who won it", Fr: "qui l’a gagné"},
	"Prize.jury":      {En: "people of the jury", Fr: "personnes du jury"},
	"Prize.date":      {En: "when it is awarded", Fr: "date de remise"},
	"Prize.ceremony":  {En: "event where it is awarded", Fr: "événement où il est remis"},
	"Prize.outcome":   {En: "films that came of it", Fr: "films qui en sont nés"},

	"Laureate.person":   {En: "the person who won", Fr: "la personne qui a gagné"},
	"Laureate.film":     {En: "the film that won", Fr: "le film qui a gagné"},
	"Laureate.mention":  {En: "mention", Fr: "mention"},
	"Laureate.citation": {En: "what the jury says", Fr: "ce qu’en dit le jury"},

	"Person.title":     {En: "name, as it is shown", Fr: "nom, tel qu’il est montré"},
	"Person.roles":     {En: "what the person is in the programme", Fr: "rôle dans le programme"},
	"Person.name":      {En: "the name in each script", Fr: "le nom dans chaque écriture"},
	"Person.sort_name": {En: "the name as lists sort it", Fr: "le nom tel que les listes le classent"},
	"Person.session":   {En: "edition the person took part in", Fr: "édition suivie"},
	"Person.photo":     {En: "portrait", Fr: "portrait"},
	"Person.consent":   {En: "how the person agrees to be named", Fr: "comment la personne accepte d’être nommée"},
	"Person.guardian":  {En: "true where a guardian agreed for a person under 18", Fr: "true si un parent a donné son accord pour une personne de moins de 18 ans"},

	"Names.latin":  {En: "in Latin letters", Fr: "en lettres latines"},
	"Names.arabic": {En: "in Arabic letters", Fr: "en lettres arabes"},

	"Place.title":         {En: "name of the place", Fr: "nom du lieu"},
	"Place.address":       {En: "street address", Fr: "adresse postale"},
	"Place.locality":      {En: "town", Fr: "ville"},
	"Place.geo":           {En: "point on the map", Fr: "point sur la carte"},
	"Place.access":        {En: "how to get there", Fr: "comment y aller"},
	"Place.accessibility": {En: "access for people with disabilities", Fr: "accès des personnes handicapées"},

	"Geo.lat": {En: "latitude in degrees", Fr: "latitude en degrés"},
	"Geo.lon": {En: "longitude in degrees", Fr: "longitude en degrés"},

	"News.date":   {En: "date of the news", Fr: "date de l’actualité"},
	"News.author": {En: "who wrote it: the file name of a person, or a plain name", Fr: "qui l’a écrite : nom de fichier d’une personne, ou nom simple"},

	"Image.src":     {En: "file beside the entry, or /images/… for assets/images/…", Fr: "fichier à côté de l’entrée, ou /images/… pour assets/images/…"},
	"Image.alt":     {En: `what the picture shows; "" only for decoration`, Fr: `ce que montre l’image ; "" seulement pour un décor`},
	"Image.caption": {En: "caption", Fr: "légende"},
	"Image.credit":  {En: "who made the picture", Fr: "auteur de l’image"},
	"Image.licence": {En: "licence of the picture", Fr: "licence de l’image"},
	"Image.focus":   {En: `what stays in sight when it is cropped: "50% 30%" from the left and the top`, Fr: `ce qui reste visible au recadrage : "50% 30%" depuis la gauche et le haut`},

	"Video.file":       {En: "file beside the entry", Fr: "fichier à côté de l’entrée"},
	"Video.youtube":    {En: "last part of its address at YouTube", Fr: "fin de son adresse chez YouTube"},
	"Video.vimeo":      {En: "number of its address at Vimeo", Fr: "numéro de son adresse chez Vimeo"},
	"Video.title":      {En: "title of the video", Fr: "titre de la vidéo"},
	"Video.poster":     {En: "picture shown before it plays", Fr: "image montrée avant la lecture"},
	"Video.captions":   {En: "files of captions by language, or no-dialogue", Fr: "fichiers de sous-titres par langue, ou no-dialogue"},
	"Video.transcript": {En: "what is said in it", Fr: "ce qui s’y dit"},
	"Video.duration":   {En: "running time", Fr: "durée"},
	"Video.date":       {En: "when it was published", Fr: "date de publication"},

	"StatisticsDirective.session": {En: "edition whose figures are shown", Fr: "édition dont les chiffres sont montrés"},
	"ApplyDirective.session":      {En: "edition to apply to", Fr: "édition où candidater"},

	"LabelledURL.label": {En: "text of the link", Fr: "texte du lien"},
	"LabelledURL.url":   {En: "address of the link", Fr: "adresse du lien"},

	"Citation.publisher": {En: "who published it", Fr: "qui l’a publié"},
	"Citation.date":      {En: "when", Fr: "quand"},
	"Citation.url":       {En: "where", Fr: "où"},
	"Citation.lang":      {En: "language it is in", Fr: "langue du document"},

	"Config.name":       {En: "name of the site", Fr: "nom du site"},
	"Config.base_url":   {En: "address that the site is published under", Fr: "adresse où le site est publié"},
	"Config.time_zone":  {En: "zone of the times of day", Fr: "fuseau des heures"},
	"Config.languages":  {En: "languages of the site, the default one first", Fr: "langues du site, celle par défaut d’abord"},
	"Config.fallback":   {En: "what a list does with an entry that is not translated", Fr: "ce qu’une liste fait d’une entrée non traduite"},
	"Config.tagline":    {En: "what the site is in a few words", Fr: "ce qu’est le site en quelques mots"},
	"Config.segments":   {En: "names of the folders in addresses", Fr: "noms des dossiers dans les adresses"},
	"Config.navigation": {En: "main menu: folders, or folder/entry", Fr: "menu principal : dossiers, ou dossier/entrée"},
	"Config.footer":     {En: "menu at the foot of each page", Fr: "menu au pied de chaque page"},
	"Config.contact":    {En: "how the programme is reached", Fr: "comment joindre le programme"},
	"Config.social":     {En: "presence elsewhere", Fr: "présence ailleurs"},

	"Language.code": {En: "code of the language", Fr: "code de la langue"},
	"Language.name": {En: "its name in itself", Fr: "son nom dans la langue même"},
	"Language.dir":  {En: "direction of writing, where it is not the usual one", Fr: "sens d’écriture, s’il n’est pas l’habituel"},

	"NavItem.to":    {En: "a folder, or folder/entry", Fr: "un dossier, ou dossier/entrée"},
	"NavItem.label": {En: "another text than its title", Fr: "un autre texte que son titre"},

	"Contact.email":   {En: "e-mail address", Fr: "adresse électronique"},
	"Contact.phone":   {En: "telephone number", Fr: "numéro de téléphone"},
	"Contact.address": {En: "postal address", Fr: "adresse postale"},

	"Social.label": {En: "text of the link", Fr: "texte du lien"},
	"Social.url":   {En: "address of the link", Fr: "adresse du lien"},
}

// Translated tells of the field that only translations have; it is of no Go type.
var Translated = source.Message{En: "fingerprint of the words it was translated from; set by the tool", Fr: "empreinte des mots d’origine ; l’outil la pose"}

// meanings tells what values mean. A test asks for one for every value there is.
var meanings = map[string]source.Message{
	"Page.template.home":      {En: "home page", Fr: "page d’accueil"},
	"Page.template.agenda":    {En: "all dates", Fr: "toutes les dates"},
	"Page.template.apply":     {En: "how to apply", Fr: "comment candidater"},
	"Page.template.outcomes":  {En: "figures of what came of it", Fr: "chiffres du bilan"},
	"Page.template.laureates": {En: "prizes and laureates", Fr: "prix et lauréats"},
	"Page.template.press":     {En: "for journalists", Fr: "pour la presse"},
	"Page.template.contact":   {En: "contact", Fr: "contact"},
	"Page.template.not-found": {En: "shown for a wrong address", Fr: "montrée pour une adresse erronée"},

	"Session.status.announced": {En: "to come, applications not open yet", Fr: "à venir, candidatures pas encore ouvertes"},
	"Session.status.open":      {En: "applications are open", Fr: "candidatures ouvertes"},
	"Session.status.closing":   {En: "applications close soon", Fr: "candidatures bientôt closes"},
	"Session.status.closed":    {En: "applications are closed", Fr: "candidatures closes"},
	"Session.status.running":   {En: "under way", Fr: "en cours"},
	"Session.status.over":      {En: "over", Fr: "terminée"},

	"Meeting.audience.public":       {En: "everybody", Fr: "tout le monde"},
	"Meeting.audience.participants": {En: "participants only", Fr: "les participants seulement"},

	"Meeting.status.scheduled": {En: "as planned", Fr: "comme prévu"},
	"Meeting.status.moved":     {En: "at another date", Fr: "à une autre date"},
	"Meeting.status.cancelled": {En: "does not take place", Fr: "annulé"},
	"Meeting.status.postponed": {En: "later, the date is not known", Fr: "reporté, sans date"},

	"Film.kind.short":       {En: "short film", Fr: "court métrage"},
	"Film.kind.animation":   {En: "animated film", Fr: "film d’animation"},
	"Film.kind.web-series":  {En: "episode of a web series", Fr: "épisode de web-série"},
	"Film.kind.documentary": {En: "documentary", Fr: "documentaire"},
	"Film.kind.digital":     {En: "digital work", Fr: "création numérique"},

	"Prize.state.announced":   {En: "known, not awarded yet", Fr: "annoncé, pas encore décerné"},
	"Prize.state.awarded":     {En: "awarded", Fr: "décerné"},
	"Prize.state.unannounced": {En: "not revealed yet", Fr: "pas encore dévoilé"},

	"Person.roles.founder":     {En: "founder", Fr: "fondatrice, fondateur"},
	"Person.roles.team":        {En: "of the team", Fr: "membre de l’équipe"},
	"Person.roles.coach":       {En: "coach", Fr: "coach"},
	"Person.roles.speaker":     {En: "speaker of a masterclass", Fr: "intervenante, intervenant"},
	"Person.roles.participant": {En: "participant", Fr: "participante, participant"},
	"Person.roles.laureate":    {En: "laureate", Fr: "lauréate, lauréat"},
	"Person.roles.guest":       {En: "guest", Fr: "invitée, invité"},

	"Person.consent.public":   {En: "the name may be shown", Fr: "le nom peut être montré"},
	"Person.consent.initials": {En: "initials only", Fr: "initiales seulement"},
	"Person.consent.none":     {En: "not named at all", Fr: "pas nommée du tout"},

	"Config.fallback.list": {En: "shows it in the default language", Fr: "la montre dans la langue par défaut"},
	"Config.fallback.omit": {En: "leaves it out", Fr: "la laisse de côté"},

	"Language.dir.ltr": {En: "from left to right", Fr: "de gauche à droite"},
	"Language.dir.rtl": {En: "from right to left", Fr: "de droite à gauche"},
}
