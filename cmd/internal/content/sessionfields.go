package content

import "artsfactory/cmd/internal/source"

func (*Session) texts() fieldTexts { return sessionTexts }

var sessionTexts = fieldTexts{
	"number": {Label: Label{"number", "numéro", "الرقم"},
		Help: source.Msg("number of the edition", "numéro de l’édition")},
	"start": {Label: Label{"start", "début", "البداية"},
		Help: source.Msg("first day of the edition", "premier jour de l’édition")},
	"end": {Label: Label{"end", "fin", "النهاية"},
		Help: source.Msg("last day of the edition", "dernier jour de l’édition")},
	"seats": {Label: Label{"seats", "places", "عدد المقاعد"},
		Help: source.Msg("how many participants", "nombre de participants")},
	"age": {Label: Label{"age", "âge", "السن"},
		Help: source.Msg("youngest and oldest age of participants", "âge minimal et maximal des participants")},
	"applications": {Label: Label{"applications", "candidatures", "الترشيحات"},
		Help: source.Msg("how to apply", "comment candidater")},
	"disciplines": {Label: Label{"disciplines", "disciplines", "التخصصات"},
		Help: source.Msg("disciplines taught", "disciplines enseignées")},
	"places": {Label: Label{"places", "lieux", "الأماكن"},
		Help: source.Msg("places where the edition happens", "lieux de l’édition")},
	"open_days": {Label: Label{"open weekends", "week-ends ouverts", "عطل نهاية الأسبوع المفتوحة"},
		Help: source.Msg("events open to the public", "événements ouverts au public")},
	"milestones": {Label: Label{"milestones", "étapes", "المراحل"},
		Help: source.Msg("dates to remember", "dates à retenir")},
	"figures": {Label: Label{"figures", "chiffres", "أرقام"},
		Help: source.Msg("figures of the outcome, with what they count",
			"chiffres du bilan, avec ce qu’ils comptent")},
	"partners": {Label: Label{"partners", "partenaires", "الشركاء"},
		Help: source.Msg("partners", "partenaires")},
	"team": {Label: Label{"team", "équipe", "الفريق"},
		Help: source.Msg("people of the team and their roles", "personnes de l’équipe et leurs rôles")},
	"fee": {Label: Label{"fee", "frais", "الرسوم"},
		Help: source.Msg("what taking part costs", "prix de la participation")},
	"languages": {Label: Label{"languages", "langues", "اللغات"},
		Help: source.Msg("teaching languages", "langues d’enseignement")},
	"status": {Label: Label{"status", "statut", "الحالة"},
		Help: source.Msg("only to say otherwise than the dates do",
			"seulement pour dire autre chose que les dates"),
		Meanings: map[string]source.Message{
			"announced": source.Msg("to come, applications not open yet",
				"à venir, candidatures pas encore ouvertes"),
			"open":    source.Msg("applications are open", "candidatures ouvertes"),
			"closing": source.Msg("applications close soon", "candidatures bientôt closes"),
			"closed":  source.Msg("applications are closed", "candidatures closes"),
			"running": source.Msg("under way", "en cours"),
			"over":    source.Msg("over", "terminée"),
		}},
}

func (*Age) texts() fieldTexts { return ageTexts }

var ageTexts = fieldTexts{
	"min": {Label: Label{"youngest age", "âge minimal", "السن الأدنى"}, Example: "16",
		Help: source.Msg("youngest age", "âge minimal")},
	"max": {Label: Label{"oldest age", "âge maximal", "السن الأقصى"}, Example: "30",
		Help: source.Msg("oldest age", "âge maximal")},
}

func (*Applications) texts() fieldTexts { return applicationsTexts }

var applicationsTexts = fieldTexts{
	"opens": {Label: Label{"applications open", "ouverture des candidatures", "فتح باب الترشيح"},
		Help: source.Msg("when applications open", "ouverture des candidatures")},
	"deadline": {Label: Label{"deadline", "date limite", "آخر أجل"},
		Help: source.Msg("when applications close", "clôture des candidatures")},
	"url": {Label: Label{"form", "formulaire", "الاستمارة"},
		Help: source.Msg("address of the form", "adresse du formulaire")},
	"send": {Label: Label{"to send", "à envoyer", "ما يُرسل"},
		Help: source.Msg("what to send", "ce qu’il faut envoyer")},
	"next": {Label: Label{"next", "ensuite", "بعد ذلك"},
		Help: source.Msg("what happens next", "ce qui se passe ensuite")},
}

func (*Discipline) texts() fieldTexts { return disciplineTexts }

var disciplineTexts = fieldTexts{
	"name": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("name of the discipline", "nom de la discipline")},
	"modules": {Label: Label{"modules", "modules", "الوحدات"},
		Help: source.Msg("what it is made of", "ce qu’elle comprend")},
}

func (*Milestone) texts() fieldTexts { return milestoneTexts }

var milestoneTexts = fieldTexts{
	"date": {Label: Label{"date", "date", "التاريخ"},
		Help: source.Msg("date", "date")},
	"label": {Label: Label{"label", "libellé", "التسمية"},
		Help: source.Msg("what happens then", "ce qui se passe alors")},
}

func (*Statistic) texts() fieldTexts { return statisticTexts }

var statisticTexts = fieldTexts{
	"value": {Label: Label{"value", "valeur", "القيمة"},
		Help: source.Msg("the number; ~60 for about 60", "le nombre ; ~60 pour environ 60")},
	"label": {Label: Label{"label", "libellé", "التسمية"},
		Help: source.Msg("what is counted, in a few words", "ce qui est compté, en quelques mots")},
	"definition": {Label: Label{"definition", "définition", "التعريف"},
		Help: source.Msg("what exactly is counted", "ce qui est compté exactement")},
	"source": {Label: Label{"source", "source", "المصدر"},
		Help: source.Msg("where the number comes from", "d’où vient le nombre")},
}

func (*Partner) texts() fieldTexts { return partnerTexts }

var partnerTexts = fieldTexts{
	"name": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("name of the partner", "nom du partenaire")},
	"url": {Label: Label{"web address", "adresse web", "الموقع"},
		Help: source.Msg("the partner’s website", "site du partenaire")},
	"role": {Label: Label{"role", "rôle", "الدور"},
		Help: source.Msg("what the partner does", "ce que fait le partenaire")},
}

func (*TeamMember) texts() fieldTexts { return teamMemberTexts }

var teamMemberTexts = fieldTexts{
	"person": {Label: Label{"person", "personne", "الشخص"},
		Help: source.Msg("the person", "la personne")},
	"role": {Label: Label{"role", "rôle", "الدور"},
		Help: source.Msg("the person’s role", "rôle de la personne")},
}
