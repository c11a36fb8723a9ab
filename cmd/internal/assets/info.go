package assets

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/deepteams/webp"

	"artsfactory/cmd/internal/source"
)

const (
	maxPixels = 40_000_000 // a picture may have; decoded, it takes up to 16 bytes each
	maxSide   = 16_000     // pixels along an edge: the formats published end soon after
	maxBytes  = 64 << 20   // a picture file may have
)

// An Info is what is known of a picture from its header, without decoding it.
type Info struct {
	Width, Height int    // in pixels as shown, with the camera's orientation applied
	Format        string // "jpeg", "png", "gif", "webp" or "svg"
	orientation   int    // 1 to 8
}

// Inspect reads the header of the picture at path. It reports what is no picture a browser shows,
// what moves, what is cut short within the header and what has more than 40
// megapixels or 16,000 pixels on a side.
func Inspect(path string, b []byte) (Info, *source.Problem) {
	format := sniff(b)
	switch format {
	case "":
		return Info{}, unknownFormat(path, b)
	case "svg":
		svg, problem := SanitizeSVG(path, b)
		return Info{Width: svg.Width, Height: svg.Height, Format: "svg", orientation: 1}, problem
	}
	if isAnimated(format, b) {
		return Info{}, animated(path)
	}
	config, err := decodeConfig(format, b)
	if err != nil || config.Width < 1 || config.Height < 1 {
		return Info{}, damaged(path)
	}
	// Either side of an int may be large: divide, never multiply.
	if config.Width > maxPixels/config.Height || max(config.Width, config.Height) > maxSide {
		return Info{}, tooLarge(path, config)
	}
	if format == "webp" && !webpHasSize(b, config.Width, config.Height) {
		return Info{}, damaged(path)
	}
	info := Info{Width: config.Width, Height: config.Height, Format: format, orientation: 1}
	info.orientation = orientation(format, b)
	if info.orientation >= 5 {
		info.Width, info.Height = info.Height, info.Width
	}
	return info, nil
}

// sniff tells the format by the first bytes; a file name may lie.
func sniff(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(b, []byte("GIF87a")), bytes.HasPrefix(b, []byte("GIF89a")):
		return "gif"
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return "webp"
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\ufeff")), " \t\r\n")
	if bytes.HasPrefix(start, []byte("<")) && bytes.Contains(start[:min(len(start), 4096)], []byte("<svg")) {
		return "svg"
	}
	return ""
}

// decodeConfig reads width and height. The WebP library is young: its panic counts as an error.
func decodeConfig(format string, b []byte) (c image.Config, err error) {
	defer recoverError(&err)
	switch r := bytes.NewReader(b); format {
	case "jpeg":
		return jpeg.DecodeConfig(r)
	case "png":
		return png.DecodeConfig(r)
	case "gif":
		return gif.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

// isAnimated tells whether a picture has more than one frame.
func isAnimated(format string, b []byte) bool {
	switch format {
	case "gif":
		return gifFrames(b) > 1
	case "png": // an APNG says so before its first pixels
		head, _, _ := bytes.Cut(b, []byte("IDAT"))
		return bytes.Contains(head, []byte("acTL"))
	case "webp":
		return webpAnimated(b)
	}
	return false
}

// gifFrames counts the frames of a GIF by walking over its blocks, up to 2.
func gifFrames(b []byte) int {
	if len(b) < 13 {
		return 0
	}
	i, frames := 13+gifPaletteSize(b[10]), 0
	for i < len(b) && frames < 2 {
		switch {
		case b[i] == 0x21: // an extension: a label, then sub-blocks
			i += 2
		case b[i] == 0x2c && i+10 < len(b): // a frame: descriptor, colours, code size, sub-blocks
			frames++
			i += 11 + gifPaletteSize(b[i+9])
		default:
			return frames
		}
		for i < len(b) && b[i] != 0 {
			i += 1 + int(b[i])
		}
		i++
	}
	return frames
}

func gifPaletteSize(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

func unknownFormat(path string, b []byte) *source.Problem {
	p := &source.Problem{Path: path,
		What: source.Msg("this is not a picture that browsers show",
			"ce n’est pas une image que les navigateurs affichent"),
		Hint: source.Msg("export it as JPEG, PNG, WebP or SVG", "exportez-la en JPEG, PNG, WebP ou SVG")}
	if len(b) >= 12 && string(b[4:8]) == "ftyp" {
		switch brand := string(b[8:12]); {
		case brand == "avif", brand == "avis":
			p.What = source.Msg("this is a picture in AVIF, from which the site makes no others",
				"c’est une image AVIF, dont le site n’en fait pas d’autres")
			p.Hint = source.Msg("export it as JPEG, PNG or WebP", "exportez-la en JPEG, PNG ou WebP")
		case brand == "heic" || brand == "heix" || brand == "mif1" || brand == "hevc":
			p.What = source.Msg("this is a photograph in a phone's own format (HEIC)",
				"c’est une photo au format propre à un téléphone (HEIC)")
			p.Hint = source.Msg("export it as JPEG on the phone or computer",
				"exportez-la en JPEG sur le téléphone ou l’ordinateur")
		}
	} else if len(b) >= 2 && binary.LittleEndian.Uint16(b) == 0 && len(bytes.Trim(b, "\x00")) == 0 || len(b) == 0 {
		return damaged(path)
	}
	return p
}

func damaged(path string) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the picture is damaged or cut short", "l’image est abîmée ou incomplète"),
		Hint: source.Msg("copy or export it again", "copiez-la ou exportez-la de nouveau")}
}

func tooLarge(path string, c image.Config) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the picture has %d × %d pixels, more than 40 million in all or 16,000 on a side",
			"l’image a %d × %d pixels, plus de 40 millions en tout ou de 16 000 de côté", c.Width, c.Height),
		Hint: source.Msg("save a copy at most 4000 pixels wide", "enregistrez une copie de 4000 pixels de large au "+
			"plus")}
}

func animated(path string) *source.Problem {
	return &source.Problem{Path: path,
		What: source.Msg("the picture moves, and visitors cannot stop it",
			"l’image bouge, et les visiteurs ne peuvent pas l’arrêter"),
		Hint: source.Msg("use a video, or export its best frame as a picture",
			"utilisez une vidéo, ou exportez sa meilleure image")}
}
