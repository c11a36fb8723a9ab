package content

import "artsfactory/cmd/internal/source"

// Place is where things happen.
type Place struct {
	Entry
	Address       Optional[string]        `field:"address" text:"long"`
	Locality      Optional[LocalizedText] `field:"locality"`
	Geo           Optional[Geo]           `field:"geo"`
	Access        Optional[LocalizedText] `field:"access" text:"long"`
	Accessibility Optional[LocalizedText] `field:"accessibility" text:"long"`
}

// Geo is a point on the Earth in degrees (WGS 84).
type Geo struct {
	Lat float64 `field:"lat,required" range:"-90 90"`
	Lon float64 `field:"lon,required" range:"-180 180"`
}

func (*Place) texts() fieldTexts { return placeTexts }

var placeTexts = fieldTexts{
	"title": {Label: Label{"name", "nom", "الاسم"},
		Help: source.Msg("name of the place", "nom du lieu")},
	"address": {Label: Label{"address", "adresse", "العنوان"},
		Help: source.Msg("street address", "adresse postale")},
	"locality": {Label: Label{"city", "ville", "المدينة"},
		Help: source.Msg("town", "ville")},
	"geo": {Label: Label{"point on the map", "point sur la carte", "الموقع على الخريطة"},
		Help: source.Msg("point on the map", "point sur la carte")},
	"access": {Label: Label{"getting there", "accès", "الوصول"},
		Help: source.Msg("how to get there", "comment y aller")},
	"accessibility": {Label: Label{"accessibility", "accessibilité", "الولوجيات"},
		Help: source.Msg("access for people with disabilities", "accès des personnes handicapées")},
}

func (*Geo) texts() fieldTexts { return geoTexts }

var geoTexts = fieldTexts{
	"lat": {Label: Label{"latitude", "latitude", "خط العرض"},
		Help: source.Msg("latitude in degrees", "latitude en degrés")},
	"lon": {Label: Label{"longitude", "longitude", "خط الطول"}, Example: "-7.62",
		Help: source.Msg("longitude in degrees", "longitude en degrés")},
}

func orderPlaces(*Site) func(a, b *Place) int {
	return func(a, b *Place) int { return byWeight(&a.Entry, &b.Entry) }
}
