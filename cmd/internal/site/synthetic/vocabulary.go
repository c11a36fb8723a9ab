package synthetic

import (
	"strings"
)

// A vocabulary is a handful of words that make sentences by chance.
type vocabulary struct {
	ext                           string
	nouns, verbs, adverbs, places []string
	names                         []string
}

var vocabularies = [3]vocabulary{
	{
		ext: ".md",
		nouns: strings.Split(
			"la lampe|le carnet|une équipe|le montage|la bobine|un dessin|la voix|le décor|une maquette|le "+
				"studio|la caméra|une ombre|le papier|la lumière|un personnage|le rythme|la pellicule|un visage|"+
				"le quartier|la mer|une fenêtre|le bruit|la règle|un essai",
			"|",
		),
		verbs: strings.Split(
			"raconte|découvre|éclaire|traverse|dessine|écoute|déplace|rassemble|retient|compose|répète|"+
				"mesure|reprend|oublie|invente|suit",
			"|",
		),
		adverbs: strings.Split(
			"lentement|encore une fois|sans un mot|pour la première fois|avec patience|l’été dernier|à voix "+
				"basse|jusqu’au soir|comme prévu|malgré la pluie",
			"|",
		),
		places: strings.Split(
			"dans l’atelier|sur la table|au bord de l’eau|derrière l’écran|près du port|sous la voile|à "+
				"la fin du film|devant le public|entre deux prises|au grand jour",
			"|",
		),
		names: strings.Split(
			"Alma|Bel|Corentin|Dounia|Élias|Farah|Gilles|Hind|Ivo|Jeanne|Voilier|Chimère|Fiction|Brume|Sable|"+
				"Lampion|Rivage|Merle|Coton|Azur",
			"|",
		),
	},
	{
		ext: ".ar.md",
		nouns: strings.Split(
			"المصباح|الدفتر|الفريق|المونتاج|الشريط|الرسم|الصوت|"+
				"الديكور|المجسم|الاستوديو|الكاميرا|الظل|الورق|الضوء|"+
				"الشخصية|الإيقاع|الفيلم|الوجه|الحي|البحر|النافذة|"+
				"الضجيج|القاعدة|المحاولة",
			"|",
		),
		verbs: strings.Split("يحكي|يكتشف|يضيء|يعبر|يرسم|يسمع|ينقل|يجمع|يحفظ|"+
			"يركب|يعيد|يقيس|يستأنف|ينسى|يبتكر|يتبع", "|"),
		adverbs: strings.Split(
			"ببطء|مرة أخرى|بلا كلام|لأول مرة|بصبر|في الصيف الماضي|"+
				"بصوت خافت|حتى المساء|كما كان مقررا|رغم المطر",
			"|",
		),
		places: strings.Split(
			"في الورشة|على الطاولة|قرب الماء|خلف الشاشة|بجانب "+
				"الميناء|تحت الشراع|في آخر الفيلم|أمام الجمهور|بين "+
				"لقطتين|في وضح النهار",
			"|",
		),
		names: strings.Split(
			"ألما|بل|كنزة|دنيا|إلياس|فرح|جليل|هند|إيفو|جنان|شراع|خيال|"+
				"سراب|ضباب|رمل|فانوس|شاطئ|شحرور|قطن|لازورد",
			"|",
		),
	},
	{
		ext: ".en.md",
		nouns: strings.Split(
			"the lamp|the notebook|a crew|the edit|the reel|a drawing|the voice|the set|a model|the studio|the "+
				"camera|a shadow|the paper|the light|a character|the rhythm|the film stock|a face|the quarter|the "+
				"sea|a window|the noise|the rule|a trial",
			"|",
		),
		verbs: strings.Split(
			"tells|discovers|lights|crosses|draws|hears|moves|gathers|holds|composes|repeats|measures|resumes|"+
				"forgets|invents|follows",
			"|",
		),
		adverbs: strings.Split(
			"slowly|once again|without a word|for the first time|with patience|last summer|in a low voice|until "+
				"evening|as planned|despite the rain",
			"|",
		),
		places: strings.Split(
			"in the workshop|on the table|by the water|behind the screen|near the harbour|under the sail|at the "+
				"end of the film|before the audience|between two takes|in broad daylight",
			"|",
		),
		names: strings.Split(
			"Alma|Bel|Corin|Dounia|Elias|Farah|Giles|Hind|Ivo|Jean|Voilier|Chimera|Fiction|Mist|Sand|Lantern|Shore|"+
				"Blackbird|Cotton|Azure",
			"|",
		),
	},
}

func pick(r *rng, of []string) string { return of[r.IntN(len(of))] }

func (w *vocabulary) noun(r *rng) string { return pick(r, w.nouns) }

func (w *vocabulary) name(r *rng) string { return pick(r, w.names[:10]) + " " + pick(r, w.names[10:]) }

// stranger is a name that nobody has who has a page: to write such a name in plain words is remarked on.
func (w *vocabulary) stranger(r *rng) string { return w.name(r) + "-" + pick(r, w.names[10:]) }

// title is a few words.
func (w *vocabulary) title(r *rng) string {
	s := w.noun(r) + " " + pick(r, w.adverbs)
	if r.IntN(3) == 0 {
		s += " " + pick(r, w.places)
	}
	return s
}

// sentence is one of five to some twenty words.
func (w *vocabulary) sentence(r *rng) string {
	var b strings.Builder
	b.WriteString(w.noun(r) + " " + pick(r, w.verbs) + " " + w.noun(r))
	for range r.IntN(3) {
		b.WriteString(" " + pick(r, w.places))
	}
	if r.IntN(3) == 0 {
		b.WriteString(", " + w.noun(r) + " " + pick(r, w.verbs) + " " + pick(r, w.adverbs))
	}
	b.WriteString(end[r.IntN(len(end))])
	return b.String()
}

var end = []string{".", ".", ".", ".", "…", " !", " ?"}

const config = `# Fiction. Every word of this site is put together by chance.
name: Atelier Fictif
base_url: ` + Base + `
time_zone: Africa/Casablanca
languages:
  - {code: fr, name: Français}
  - {code: ar, name: العربية}
  - {code: en, name: English}
fallback: list
tagline: {fr: Un site de fiction, ar: موقع خيالي, en: A site of fiction}
segments:
  prizes: {fr: prix}
navigation: [sessions, films, masterclasses, prizes, pages/agenda, pages/apply, pages/about]
footer: [pages/outcomes, pages/laureates, people, places, news, pages/press]
contact: {email: unknown, phone: unknown, address: unknown}
social: []
`
