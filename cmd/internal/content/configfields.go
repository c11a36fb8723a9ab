package content

import "artsfactory/cmd/internal/source"

func (*Config) texts() fieldTexts { return configTexts }

var configTexts = fieldTexts{
	"name": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("name of the site", "nom du site")},
	"base_url": {Label: Label{"address of the site", "adresse du site", "عنوان الموقع"},
		Help: source.Msg("address that the site is published under", "adresse où le site est publié")},
	"time_zone": {Label: Label{"time zone", "fuseau horaire", "المنطقة الزمنية"},
		Help: source.Msg("zone of the times of day", "fuseau des heures")},
	"languages": {Label: Label{"languages", "langues", "اللغات"},
		Help: source.Msg("languages of the site, the default one first",
			"langues du site, celle par défaut d’abord")},
	"fallback": {Label: Label{"fallback", "repli", "البديل"},
		Help: source.Msg("what a list does with an entry that is not translated",
			"ce qu’une liste fait d’une entrée non traduite"),
		Meanings: map[string]source.Message{
			"list": source.Msg("shows it in the default language", "la montre dans la langue par défaut"),
			"omit": source.Msg("leaves it out", "la laisse de côté"),
		}},
	"tagline": {Label: Label{"tagline", "slogan", "الشعار"},
		Help: source.Msg("what the site is in a few words", "ce qu’est le site en quelques mots")},
	"segments": {Label: Label{"folders in addresses", "dossiers dans les adresses",
		"المجلدات في العناوين"},
		Help: source.Msg("names of the folders in addresses; earlier ones after the one in use, as in "+
			"prizes: {fr: [prix, recompenses]}, lead to it", "noms des dossiers dans les adresses ; les anciens "+
			"noms, après celui qui sert, y mènent : prizes: {fr: [prix, recompenses]}")},
	"navigation": {Label: Label{"menu", "menu", "القائمة"},
		Help: source.Msg("main menu: folders, or folder/entry", "menu principal : dossiers, ou dossier/entrée")},
	"footer": {Label: Label{"footer", "pied de page", "التذييل"},
		Help: source.Msg("menu at the foot of each page", "menu au pied de chaque page")},
	"contact": {Label: Label{"contact", "contact", "للتواصل"},
		Help: source.Msg("how the programme is reached", "comment joindre le programme")},
	"social": {Label: Label{"social media", "réseaux sociaux", "شبكات التواصل"},
		Help: source.Msg("presence elsewhere", "présence ailleurs")},
}

func (*Language) texts() fieldTexts { return languageTexts }

var languageTexts = fieldTexts{
	"code": {Label: Label{"code", "code", "الرمز"},
		Help: source.Msg("code of the language", "code de la langue")},
	"name": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("its name in itself", "son nom dans la langue même")},
	"dir": {Label: Label{"direction", "sens", "الاتجاه"},
		Help: source.Msg("direction of writing, where it is not the usual one",
			"sens d’écriture, s’il n’est pas l’habituel"),
		Meanings: map[string]source.Message{
			"ltr": source.Msg("from left to right", "de gauche à droite"),
			"rtl": source.Msg("from right to left", "de droite à gauche"),
		}},
}

func (*NavItem) texts() fieldTexts { return navItemTexts }

var navItemTexts = fieldTexts{
	"to": {Label: Label{"page", "page", "الصفحة"},
		Help: source.Msg("a folder, or folder/entry", "un dossier, ou dossier/entrée")},
	"label": {Label: Label{"label", "libellé", "التسمية"},
		Help: source.Msg("another text than its title", "un autre texte que son titre")},
}

func (*Contact) texts() fieldTexts { return contactTexts }

var contactTexts = fieldTexts{
	"email": {Label: Label{"email", "e-mail", "البريد الإلكتروني"},
		Help: source.Msg("e-mail address", "adresse électronique")},
	"phone": {Label: Label{"phone", "téléphone", "الهاتف"},
		Help: source.Msg("telephone number", "numéro de téléphone")},
	"address": {Label: Label{"address", "adresse", "العنوان"},
		Help: source.Msg("postal address", "adresse postale")},
}

func (*Social) texts() fieldTexts { return socialTexts }

var socialTexts = fieldTexts{
	"label": {Label: Label{"label", "libellé", "التسمية"},
		Help: source.Msg("text of the link", "texte du lien")},
	"url": {Label: Label{"web address", "adresse web", "الرابط"},
		Help: source.Msg("address of the link", "adresse du lien")},
}
