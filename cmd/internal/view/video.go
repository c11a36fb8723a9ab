package view

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

// VideoTypes are the media types of videos that are played here, by extension.
var VideoTypes = map[string]string{
	".webm": "video/webm",
	".mp4":  "video/mp4",
	".m4v":  "video/mp4",
	".ogv":  "video/ogg",
}

// video is a recording to play on the page; poster stands for one without a poster of its own.
func (v *Builder) video(x content.Video, title layouts.Text, poster *layouts.Picture) *layouts.Video {
	out := &layouts.Video{Title: title, Silent: x.Captions.NoDialogue, Transcript: v.optional(x.Transcript)}
	if x.Title.IsKnown() {
		out.Title = v.localized(x.Title.Value)
	}
	if out.Poster = poster; x.Poster.IsKnown() {
		out.Poster = v.picture(x.Poster.Value, sizesBody)
	}
	if x.Duration.IsKnown() {
		out.Duration, out.ISO = v.duration(x.Duration.Value), isoDuration(x.Duration.Value)
	}
	switch {
	case x.YouTube != "":
		v.embed(
			out,
			"YouTube",
			"https://www.youtube-nocookie.com/embed/"+x.YouTube,
			"https://www.youtube.com/watch?v="+x.YouTube,
		)
	case x.Vimeo != "":
		id, unlisted, _ := strings.Cut(x.Vimeo, "/")
		if unlisted != "" {
			id += "?h=" + unlisted
		}
		v.embed(out, "Vimeo", "https://player.vimeo.com/video/"+id, "https://vimeo.com/"+x.Vimeo)
	default:
		out.File = v.in.Files[content.Resolve(x.Dir, x.File)]
		out.Type = VideoTypes[path.Ext(x.File)]
		out.Captions = v.tracks(x)
	}
	return out
}

// embed shows a video with the player of another site, once the visitor asks for it.
func (v *Builder) embed(out *layouts.Video, provider, player, watch string) {
	out.Provider, out.Embed, out.Watch = provider, player, watch
	if p := out.Poster; p != nil && p.Height > p.Width {
		out.Poster = nil // an upright one stands above, whole
	}
	v.style.embeds = true
}

func (v *Builder) tracks(x content.Video) []layouts.Track {
	var out []layouts.Track
	if x.Captions.NoDialogue {
		out = append(out, layouts.Track{Lang: v.code, Label: v.t("video.silence"),
			URL: v.in.Files[SilentCaptions(v.code)]})
	}
	for _, t := range x.Captions.Tracks {
		out = append(out, layouts.Track{Lang: t.Lang, Label: v.language(content.Lang(t.Lang)),
			URL: v.in.Files[content.Resolve(x.Dir, t.File)], Default: t.Lang == v.code})
	}
	return out
}

// SilentCaptions is the name in Files of the captions, in a language, of a video in which nobody
// speaks.
func SilentCaptions(lang string) string { return "silence:" + lang }
