package hosting

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"artsfactory/cmd/internal/public"
)

// Servers are the programs that a configuration can be written for.
var Servers = []string{"nginx", "apache", "caddy"}

func encode(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// endings is a pattern for names that are no pages.
func endings() string { return `\.(` + strings.Join(noPages, "|") + `)$` }

// byType are the endings of each media type, without the character set.
func byType() (types []string, endings map[string][]string) {
	endings = map[string][]string{}
	for _, ending := range slices.Sorted(maps.Keys(mediaTypes)) {
		t, _, _ := strings.Cut(mediaTypes[ending], ";")
		endings[t] = append(endings[t], ending[1:])
	}
	return slices.Sorted(maps.Keys(endings)), endings
}

// folder is where a page for addresses that are none stands: the addresses that it is for.
func folder(notFound string) string { return notFound[:strings.LastIndexByte(notFound, '/')+1] }

// Nginx is a file for sites-enabled. Files beside the plain ones that end in .br or .gz are sent where they are there
// (Debian: libnginx-mod-http-brotli-static).
func (s Site) Nginx() []byte {
	var b strings.Builder
	base := regexp.QuoteMeta(s.Base)
	fmt.Fprintf(&b, "# %s\n\nmap $uri $site_cache {\n\tdefault \"%s\";\n\t\"~^%s%s\" \"%s\";\n}\n", written("nginx"),
		cacheRevalidate, base, public.AssetsFolder, cacheForever)
	fmt.Fprintf(&b, "map $uri $site_policy {\n\tdefault \"\";\n\t\"~^%s%s\" \"%s\";\n\t\"~%s\" \"%s\";\n}\n",
		base, public.AssetsFolder, noPage, endings(), noPage)
	fmt.Fprintf(&b, "map $uri $site_not_found {\n\tdefault %s;\n", s.NotFound[0])
	for _, p := range s.NotFound[1:] {
		fmt.Fprintf(&b, "\t\"~^%s\" %s;\n", regexp.QuoteMeta(folder(p)), p)
	}
	b.WriteString("}\nmap $uri $site_redirect {\n\tdefault \"\";\n")
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`)
	for _, r := range s.Redirects {
		for _, from := range spellings(r.From) {
			fmt.Fprintf(&b, "\t\"%s\" \"%s\";\n", quote.Replace(from), r.To)
		}
	}
	fmt.Fprintf(&b, "}\n\nserver {\n\tlisten 80;\n\tserver_name %s;\n\troot /var/www/%s;\n", s.Host, s.Host)
	b.WriteString("\tindex index.html;\n\tabsolute_redirect off;\n\tserver_tokens off;\n\tgzip_static on;\n" +
		"\tgzip_vary on;\n\tbrotli_static on;\n\tcharset utf-8;\n")
	types, endings := byType()
	b.WriteString("\tcharset_types text/css text/javascript text/plain text/csv text/calendar text/vtt;\n" +
		"\ttypes {\n")
	for _, t := range types {
		fmt.Fprintf(&b, "\t\t%s %s;\n", t, strings.Join(endings[t], " "))
	}
	b.WriteString("\t}\n\tdefault_type application/octet-stream;\n")
	for _, h := range security {
		fmt.Fprintf(&b, "\tadd_header %s \"%s\" always;\n", h.Name, h.Value)
	}
	b.WriteString("\tadd_header Cache-Control $site_cache;\n\tadd_header Content-Security-Policy $site_policy " +
		"always;\n" +
		"\terror_page 404 $site_not_found;\n\tif ($site_redirect) {\n\t\treturn 301 $site_redirect;\n\t}\n" +
		"\tlocation ~ /\\.(?!well-known/) {\n\t\treturn 404;\n\t}\n}\n")
	return []byte(b.String())
}

func written(server string) string {
	return "Written by go run ./cmd/build -server " + server + ": a build writes it anew, so change nothing here."
}

// Apache is a file .htaccess for the folder of the site, which a <Directory> may include as well (mod_rewrite,
// mod_headers, mod_mime, mod_dir).
func (s Site) Apache() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nDirectoryIndex index.html\nOptions -Indexes -MultiViews\nAddDefaultCharset utf-8\n",
		written("apache"))
	types, byType := byType()
	for _, t := range types {
		fmt.Fprintf(&b, "AddType %s .%s\n", t, strings.Join(byType[t], " ."))
	}
	b.WriteString("AddCharset utf-8 .html .css .js .txt .csv .ics .vtt\nRemoveType .gz .br\nRemoveLanguage .br\n" +
		"AddEncoding br .br\nAddEncoding gzip .gz\n")
	for _, p := range s.NotFound {
		fmt.Fprintf(&b, "<If \"%%{REQUEST_URI} =~ m#^%s#\">\n\tErrorDocument 404 %s\n</If>\n",
			regexp.QuoteMeta(folder(p)), p)
	}
	b.WriteString("\nRewriteEngine On\nRewriteRule \"(^|/)\\.(?!well-known/)\" - [R=404,L]\n")
	for _, r := range s.Redirects {
		from := regexp.QuoteMeta(strings.TrimSuffix(strings.TrimPrefix(r.From, s.Base), "/"))
		if strings.HasSuffix(r.From, "/") {
			from += "/?"
		}
		to := strings.NewReplacer("%", `\%`, "$", `\$`).Replace(r.To)
		fmt.Fprintf(&b, "RewriteRule \"^%s$\" \"%s\" [R=301,L,NE]\n", strings.ReplaceAll(from, `"`, `\"`), to)
	}
	for _, c := range []struct{ encoding, ending string }{{"br", "br"}, {"gzip", "gz"}} {
		fmt.Fprintf(&b, "RewriteCond %%{HTTP:Accept-Encoding} \\b%s\\b\nRewriteCond %%{REQUEST_FILENAME}.%s -f\n"+
			"RewriteRule \"^(.+)$\" \"$1.%s\" [L]\n", c.encoding, c.ending, c.ending)
	}
	b.WriteString("\n")
	for _, h := range security {
		fmt.Fprintf(&b, "Header always set %s \"%s\"\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "Header set Cache-Control \"%s\"\nHeader merge Vary Accept-Encoding\n", cacheRevalidate)
	fmt.Fprintf(&b, "<If \"%%{REQUEST_URI} =~ m#^%s%s#\">\n\tHeader set Cache-Control \"%s\"\n"+
		"\tHeader always set Content-Security-Policy \"%s\"\n</If>\n", regexp.QuoteMeta(s.Base), public.AssetsFolder,
		cacheForever,
		noPage)
	fmt.Fprintf(&b, "<If \"%%{REQUEST_URI} =~ m#%s#\">\n\tHeader always set Content-Security-Policy \"%s\"\n</If>\n",
		endings(), noPage)
	return []byte(b.String())
}

// Caddy is a Caddyfile.
func (s Site) Caddy() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s {\n\troot * /var/www/%s\n", written("caddy"), s.Host, s.Host)
	b.WriteString("\t@hidden path_regexp /\\.(publish|git|cache|ht)\n\terror @hidden 404\n")
	for _, r := range s.Redirects {
		for _, from := range spellings(r.From) {
			fmt.Fprintf(&b, "\tredir %s %s 301\n", token(from), token(r.To))
		}
	}
	for _, h := range security {
		fmt.Fprintf(&b, "\theader %s \"%s\"\n", h.Name, h.Value)
	}
	fmt.Fprintf(&b, "\t@assets path %s%s*\n\t@others not path %s%s*\n\theader @assets Cache-Control \"%s\"\n"+
		"\theader @others Cache-Control \"%s\"\n\t@no_page path %s%s* *.%s\n"+
		"\theader @no_page Content-Security-Policy \"%s\"\n",
		s.Base, public.AssetsFolder, s.Base, public.AssetsFolder, cacheForever, cacheRevalidate, s.Base,
		public.AssetsFolder,
		strings.Join(noPages, " *."), noPage)
	types, byType := byType()
	for i, t := range types {
		fmt.Fprintf(&b, "\t@type%d path *.%s\n\theader @type%d Content-Type \"%s\"\n", i,
			strings.Join(byType[t], " *."), i, ContentType("."+byType[t][0]))
	}
	b.WriteString("\tfile_server {\n\t\tprecompressed br gzip\n\t}\n\thandle_errors {\n\t\theader Content-Type \"" +
		ContentType(".html") + "\"\n\t\theader -Cache-Control\n")
	for i, p := range slices.Backward(s.NotFound) {
		fmt.Fprintf(&b, "\t\t@lang%d path %s*\n\t\thandle @lang%d {\n\t\t\trewrite * %s\n\t\t\tfile_server\n\t\t}\n",
			i, folder(p), i, p)
	}
	b.WriteString("\t}\n}\n")
	return []byte(b.String())
}

// token is a word of a Caddyfile.
func token(s string) string {
	return "\"" + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + "\""
}
