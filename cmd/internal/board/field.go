package board

import (
	"strconv"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/source"
)

// label names a field as an editor would, the one it stands in between brackets:
// "applications.deadline" is "deadline (applications)".
func label(field string) source.Message {
	var out source.Message
	var around []source.Message
	for name := range strings.SplitSeq(field, ".") {
		if i, err := strconv.Atoi(name); err == nil {
			if len(around) > 0 {
				last := &around[len(around)-1]
				*last = say("%s, no. %d", "%s, nº %d", *last, i+1)
			}
			continue
		}
		around = append(around, word(name))
	}
	if len(around) == 0 {
		return out
	}
	out = around[len(around)-1]
	if rest := around[:len(around)-1]; len(rest) > 0 {
		out = say("%s (%s)", "%s (%s)", out, list(rest))
	}
	return out
}

func word(name string) source.Message {
	if t, ok := words[name]; ok {
		return t
	}
	return source.Message{En: name, Fr: name}
}

// words are the names of fields in plain words.
var words = map[string]source.Message{
	"title":   {En: "title", Fr: "titre"},
	"summary": {En: "summary", Fr: "résumé"},
	"draft":   {En: "draft", Fr: "brouillon"},
	"publish": {En: "date of publication", Fr: "date de publication"},
	"expire":  {En: "date of expiry", Fr: "date d’expiration"},
	"image":   {En: "picture", Fr: "image"},
	"aliases": {En: "old addresses", Fr: "anciennes adresses"},
	"slug":    {En: "name in the address", Fr: "nom dans l’adresse"},
	"links":   {En: "links", Fr: "liens"},
	"sources": {En: "sources", Fr: "sources"},
	"weight":  {En: "rank", Fr: "rang"},

	"template": {En: "template", Fr: "modèle"},

	"number":       {En: "number", Fr: "numéro"},
	"start":        {En: "start", Fr: "début"},
	"end":          {En: "end", Fr: "fin"},
	"seats":        {En: "number of seats", Fr: "nombre de places"},
	"age":          {En: "ages", Fr: "âges"},
	"min":          {En: "youngest age", Fr: "âge minimal"},
	"max":          {En: "oldest age", Fr: "âge maximal"},
	"applications": {En: "applications", Fr: "candidatures"},
	"opens":        {En: "opening date", Fr: "date d’ouverture"},
	"deadline":     {En: "deadline", Fr: "date limite"},
	"send":         {En: "what to send", Fr: "ce qu’il faut envoyer"},
	"next":         {En: "what happens next", Fr: "ce qui suit"},
	"disciplines":  {En: "disciplines", Fr: "disciplines"},
	"modules":      {En: "modules", Fr: "modules"},
	"places":       {En: "places", Fr: "lieux"},
	"open_days":    {En: "open days", Fr: "journées ouvertes"},
	"milestones":   {En: "milestones", Fr: "étapes"},
	"figures":      {En: "figures", Fr: "chiffres"},
	"value":        {En: "value", Fr: "valeur"},
	"label":        {En: "label", Fr: "libellé"},
	"definition":   {En: "definition", Fr: "définition"},
	"source":       {En: "source", Fr: "source"},
	"publisher":    {En: "publisher", Fr: "éditeur"},
	"partners":     {En: "partners", Fr: "partenaires"},
	"team":         {En: "team", Fr: "équipe"},
	"person":       {En: "person", Fr: "personne"},
	"role":         {En: "role", Fr: "rôle"},
	"fee":          {En: "fee", Fr: "frais"},
	"languages":    {En: "languages", Fr: "langues"},
	"status":       {En: "status", Fr: "statut"},

	"place":          {En: "place", Fr: "lieu"},
	"online":         {En: "address online", Fr: "adresse en ligne"},
	"session":        {En: "session", Fr: "session"},
	"audience":       {En: "audience", Fr: "public"},
	"language":       {En: "language", Fr: "langue"},
	"captions":       {En: "captions", Fr: "sous-titrage"},
	"registration":   {En: "registration", Fr: "inscription"},
	"price":          {En: "price", Fr: "tarif"},
	"previous_start": {En: "former start", Fr: "ancien début"},
	"recording":      {En: "recording", Fr: "enregistrement"},
	"discipline":     {En: "discipline", Fr: "discipline"},
	"speakers":       {En: "speakers", Fr: "intervenants"},

	"kind":           {En: "kind of film", Fr: "genre de film"},
	"original_title": {En: "original title", Fr: "titre original"},
	"untitled":       {En: "untitled", Fr: "sans titre"},
	"year":           {En: "year", Fr: "année"},
	"runtime":        {En: "running time", Fr: "durée"},
	"country":        {En: "country", Fr: "pays"},
	"technique":      {En: "technique", Fr: "technique"},
	"subtitles":      {En: "subtitles", Fr: "sous-titres"},
	"logline":        {En: "logline", Fr: "accroche"},
	"credits":        {En: "credits", Fr: "générique"},
	"people":         {En: "people", Fr: "personnes"},
	"stills":         {En: "stills", Fr: "images du film"},
	"poster":         {En: "poster", Fr: "affiche"},
	"trailer":        {En: "trailer", Fr: "bande-annonce"},
	"film":           {En: "film", Fr: "film"},
	"selections":     {En: "festival selections", Fr: "sélections en festival"},
	"festival":       {En: "festival", Fr: "festival"},
	"section":        {En: "section", Fr: "section"},
	"result":         {En: "result", Fr: "résultat"},
	"rating":         {En: "age rating", Fr: "classification"},
	"contact":        {En: "contact", Fr: "contact"},
	"press_kit":      {En: "press kit", Fr: "dossier de presse"},

	"award":     {En: "what is won", Fr: "ce qui est gagné"},
	"state":     {En: "state", Fr: "état"},
	"donor":     {En: "donor", Fr: "donateur"},
	"laureates": {En: "laureates", Fr: "lauréats"},
	"jury":      {En: "jury", Fr: "jury"},
	"ceremony":  {En: "ceremony", Fr: "cérémonie"},
	"outcome":   {En: "film that came of it", Fr: "film qui en est né"},
	"mention":   {En: "mention", Fr: "mention"},
	"citation":  {En: "citation", Fr: "citation du jury"},

	"roles":     {En: "roles", Fr: "rôles"},
	"name":      {En: "name", Fr: "nom"},
	"latin":     {En: "in Latin letters", Fr: "en lettres latines"},
	"arabic":    {En: "in Arabic letters", Fr: "en lettres arabes"},
	"sort_name": {En: "name to sort by", Fr: "nom de classement"},
	"photo":     {En: "photograph", Fr: "photographie"},
	"consent":   {En: "consent", Fr: "consentement"},
	"guardian":  {En: "guardian’s agreement", Fr: "accord d’un responsable légal"},

	"address":       {En: "address", Fr: "adresse"},
	"locality":      {En: "town", Fr: "ville"},
	"geo":           {En: "position on the map", Fr: "position sur la carte"},
	"lat":           {En: "latitude", Fr: "latitude"},
	"lon":           {En: "longitude", Fr: "longitude"},
	"access":        {En: "how to get there", Fr: "comment s’y rendre"},
	"accessibility": {En: "accessibility", Fr: "accessibilité"},

	"date":   {En: "date", Fr: "date"},
	"author": {En: "author", Fr: "auteur"},
	"url":    {En: "web address", Fr: "adresse web"},
	"lang":   {En: "language", Fr: "langue"},

	"src":        {En: "file", Fr: "fichier"},
	"alt":        {En: "alternative text", Fr: "texte alternatif"},
	"caption":    {En: "caption", Fr: "légende"},
	"credit":     {En: "credit", Fr: "crédit"},
	"licence":    {En: "licence", Fr: "licence"},
	"focus":      {En: "focal point", Fr: "point focal"},
	"file":       {En: "file", Fr: "fichier"},
	"youtube":    {En: "YouTube", Fr: "YouTube"},
	"vimeo":      {En: "Vimeo", Fr: "Vimeo"},
	"transcript": {En: "transcript", Fr: "transcription"},
	"duration":   {En: "running time", Fr: "durée"},

	"video":   {En: "video", Fr: "vidéo"},
	"gallery": {En: "gallery", Fr: "galerie"},

	"email": {En: "email", Fr: "courriel"},
	"phone": {En: "telephone", Fr: "téléphone"},
}

// kindName is what editors call a kind.
func kindName(k content.Kind) source.Message {
	if k == SiteKind {
		return say("site", "site")
	}
	return k.Name()
}
