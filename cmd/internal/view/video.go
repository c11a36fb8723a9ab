package view

import (
	"path"

	"artsfactory/cmd/internal/content"
	"artsfactory/cmd/internal/layouts"
)

var VideoTypes = map[string]string{".webm": "video/webm", ".mp4": "video/mp4", ".m4v": "video/mp4", ".ogv": "video/ogg"}

// video is a recording to play here; still stands for its poster where it has none.
func (v *Builder) video(x content.Video, title layouts.Text, still *layouts.Picture) *layouts.Video {
	out := &layouts.Video{Title: title, Silent: x.Captions.NoDialogue, Transcript: v.opt(x.Transcript)}
	if x.Title.IsKnown() {
		out.Title = v.tr(x.Title.Value)
	}
	if out.Poster = still; x.Poster.IsKnown() {
		out.Poster = v.picture(x.Poster.Value, sizesBody)
	}
	if x.Duration.IsKnown() {
		out.Duration, out.ISO = v.length(x.Duration.Value), isoLength(x.Duration.Value)
	}
	switch {
	case x.YouTube != "":
		out.Provider, out.Embed, out.Watch = "YouTube", "https://www.youtube-nocookie.com/embed/"+x.YouTube, "https://www.youtube.com/watch?v="+x.YouTube
		v.style.embeds = true
	case x.Vimeo != "":
		out.Provider, out.Embed, out.Watch = "Vimeo", "https://player.vimeo.com/video/"+x.Vimeo, "https://vimeo.com/"+x.Vimeo
		v.style.embeds = true
	default:
		out.File = v.in.Files[content.Resolve(x.Dir, x.File)]
		out.Type = VideoTypes[path.Ext(x.File)]
		if out.Silent {
			out.Captions = []layouts.Track{{Lang: v.code, Label: v.t("video.silence"), URL: v.in.Files[SilentCaptions(v.code)]}}
		}
		for _, tr := range x.Captions.Tracks {
			out.Captions = append(out.Captions, layouts.Track{Lang: tr.Lang, Label: v.language(content.Lang(tr.Lang)),
				URL: v.in.Files[content.Resolve(x.Dir, tr.File)], Default: tr.Lang == v.code})
		}
	}
	return out
}

// SilentCaptions is the name in Files of the captions, in a language, of a video in which nobody
// speaks.
func SilentCaptions(lang string) string { return "silence:" + lang }
