package download

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// cleanMP3 returns the part of an MP3 without the tags before and after it (ID3, APE).
func cleanMP3(b []byte) ([]byte, error) {
	b = withoutTags(b)
	head := b[:min(len(b), headSize)]
	for i := 0; i+1 < len(head); i++ { // a frame of layer III, perhaps after the rest of one
		if head[i] == 0xff && head[i+1]&0xe6 == 0xe2 {
			return b, nil
		}
	}
	return nil, errDamaged
}

func withoutTags(b []byte) []byte {
	for len(b) > 10 && string(b[:3]) == "ID3" {
		n := 10 + int(b[6]&0x7f)<<21 + int(b[7]&0x7f)<<14 + int(b[8]&0x7f)<<7 + int(b[9]&0x7f)
		if b[5]&0x10 != 0 {
			n += 10
		}
		b = b[min(n, len(b)):]
	}
	b = bytes.TrimLeft(b, "\x00")
	for {
		switch n := len(b); {
		case n >= 128 && string(b[n-128:n-125]) == "TAG":
			b = b[:n-128]
		case n >= 32 && string(b[n-32:n-24]) == "APETAGEX":
			size := int(binary.LittleEndian.Uint32(b[n-20:]))
			if b[n-9]&0x80 != 0 {
				size += 32
			}
			b = b[:max(0, n-max(32, size))]
		case n >= 9 && string(b[n-9:]) == "LYRICS200":
			at := bytes.LastIndex(b, []byte("LYRICSBEGIN"))
			if at < 0 {
				return b
			}
			b = b[:at]
		default:
			return b
		}
	}
}

// cleanWAV finds the chunks of a WAV file that are not sound.
func cleanWAV(b []byte) (patches []patch, err error) {
	for at := 12; at+8 <= len(b); {
		n := int(binary.LittleEndian.Uint32(b[at+4:]))
		if n > len(b)-at-8 {
			if string(b[at:at+4]) == "data" {
				return patches, nil // a recorder that was stopped
			}
			return nil, errDamaged
		}
		switch string(b[at : at+4]) {
		case "fmt ", "data", "fact", "cue ", "smpl", "JUNK", "PAD ":
		default:
			patches = append(patches, patch{int64(at), int64(8 + n), append([]byte("JUNK"), b[at+4:at+8]...)})
		}
		if string(b[at:at+4]) == "JUNK" {
			patches = append(patches, patch{at: int64(at + 8), size: int64(n)})
		}
		at += 8 + n + n&1
	}
	return patches, nil
}

// isOgg says whether a file begins with a stream that browsers play.
func isOgg(b []byte) bool {
	head := b[:min(len(b), 512)]
	return slices.ContainsFunc([]string{"\x01vorbis", "OpusHead", "\x80theora", "\x7fFLAC", "Speex   ", "fishead\x00"},
		func(mark string) bool { return bytes.Contains(head, []byte(mark)) })
}

// oggComments are the comments of an Ogg file (Vorbis, Opus, Theora) that say more than the encoder.
func oggComments(b []byte) (list []string) {
	b = b[:min(len(b), 1<<18)]
	for _, mark := range []string{"\x03vorbis", "OpusTags", "\x81theora"} {
		at := bytes.Index(b, []byte(mark))
		if at < 0 {
			continue
		}
		rest := b[at+len(mark):]
		next := func() []byte {
			if len(rest) < 4 {
				return nil
			}
			n := min(int64(binary.LittleEndian.Uint32(rest)), int64(len(rest)-4))
			text := rest[4 : 4+n]
			rest = rest[4+n:]
			return text
		}
		next() // the vendor
		if len(rest) < 4 {
			continue
		}
		count := min(binary.LittleEndian.Uint32(rest), 100)
		rest = rest[4:]
		for range count {
			key, value, _ := bytes.Cut(next(), []byte("="))
			if len(value) > 0 && !bytes.EqualFold(key, []byte("encoder")) {
				list = append(list, string(key))
			}
		}
	}
	return list
}
