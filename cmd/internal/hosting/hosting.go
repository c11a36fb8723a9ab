// Package hosting says how each file of the site is to be served: its media type, and how long it may be kept.
package hosting

import (
	"path"
	"strings"

	"artsfactory/cmd/internal/public"
)

// Cache-Control of files whose names change with their bytes, of all others, and of books that nobody reads.
const (
	cacheForever    = "public, max-age=31536000, immutable"
	cacheRevalidate = "public, max-age=60, must-revalidate"
)

// CacheControl is how long caches may keep the file of a path: for ever where its name changes with its bytes, else
// for a minute.
func CacheControl(name string) string {
	if strings.HasPrefix(name, public.AssetsFolder) {
		return cacheForever
	}
	return cacheRevalidate
}

// mediaTypes are the media types by the ending of a name (IANA's, with RFC 9512's and RFC 9239's names).
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
	".vtt": "text/vtt; charset=utf-8", ".json": "application/json", ".xml": "application/xml",
	".webmanifest": "application/manifest+json", ".pdf": "application/pdf", ".zip": "application/zip",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".woff2": "font/woff2",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg",
	".wav": "audio/wav", ".flac": "audio/flac",
}

// ContentType is the media type of the file of a path.
func ContentType(name string) string {
	if t := mediaTypes[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}
