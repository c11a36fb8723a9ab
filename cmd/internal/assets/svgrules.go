package assets

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
)

// The elements and attributes that drawings are made of, from SVG 2 and Filter Effects 1. Not
// here: what runs (script, handler attributes), loads (image, feImage, foreignObject), links (a),
// or changes attributes later on (animate, set).

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

var elements = set(`svg g defs symbol use title desc style switch
	path rect circle ellipse line polyline polygon text tspan textPath
	linearGradient radialGradient stop pattern clipPath mask marker view
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
	feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

var textElements = set("title desc style text tspan textPath")

var attributes = set(presentation + ` id class role lang aria-label aria-labelledby aria-hidden
	version viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points
	transform pathLength rotate textLength lengthAdjust startOffset method spacing side
	gradientUnits gradientTransform spreadMethod offset
	patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
	markerUnits markerWidth markerHeight refX refY orient
	filterUnits primitiveUnits in in2 result mode type values operator k1 k2 k3 k4 order kernelMatrix
	divisor bias targetX targetY edgeMode preserveAlpha surfaceScale diffuseConstant specularConstant
	specularExponent kernelUnitLength azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle
	scale xChannelSelector yChannelSelector stdDeviation tableValues slope intercept amplitude exponent
	radius baseFrequency numOctaves seed stitchTiles`)

// presentation are the properties that stand as attributes or in style="".
const presentation = `alignment-baseline baseline-shift clip clip-path clip-rule color
	color-interpolation color-interpolation-filters color-rendering cursor direction display dominant-baseline
	fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-feature-settings font-size
	font-size-adjust
	font-stretch font-style font-variant font-weight image-rendering letter-spacing lighting-color
	marker marker-end marker-mid marker-start mask mask-type mix-blend-mode isolation opacity overflow paint-order
	pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
	stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-align
	text-decoration text-overflow text-rendering transform-origin transform-box unicode-bidi vector-effect visibility
	white-space
	word-spacing writing-mode`

var properties = set(presentation + " transform d x y cx cy r rx ry width height line-height font")

var (
	callForm  = regexp.MustCompile(`[a-zA-Z0-9_-]+\(`)
	localURL  = regexp.MustCompile(`(?i)url\(\s*["']?#[^"'()\s\\]+["']?\s*\)`)
	atForm    = regexp.MustCompile(`@[a-zA-Z-]*`)
	functions = set(`rgb rgba hsl hsla hwb lab lch oklab oklch calc min max clamp
		matrix matrix3d translate translatex translatey scale scalex scaley rotate skewx skewy
		blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
		path polygon circle ellipse inset var linear-gradient radial-gradient
		media supports not is where nth-child nth-of-type cubic-bezier steps and or`)
	atRules = set("@media @keyframes @supports")
)

// handsOn finds declarations that give a mask, a clip or a filter on to other elements: by inheritance, or in a
// variable. What is drawn cannot be counted with them.
var handsOn = regexp.MustCompile(`(?i)(^|[^\w-])((mask|clip-path|filter|all)[\w-]*\s*:\s*(inherit|unset|revert)|` +
	`--[\w-]*\s*:[^;}]*url\()`)

// textAttributes are the attributes whose value is text to a browser, whatever it says.
var textAttributes = set("id class lang role aria-label aria-labelledby font-family")

// loadsNothing tells whether a value or a style sheet calls only functions that load nothing. Every
// function that loads, today's and tomorrow's, is one that is not listed.
func loadsNothing(value string) bool {
	if strings.ContainsAny(value, "\\<") || strings.Contains(strings.ToLower(value), "javascript:") {
		return false
	}
	value = localURL.ReplaceAllString(value, "")
	value = atForm.ReplaceAllString(value, "$0 ") // "@media(" calls no function
	for _, call := range callForm.FindAllString(value, -1) {
		if !functions[strings.ToLower(strings.TrimSuffix(call, "("))] {
			return false
		}
	}
	for _, at := range atForm.FindAllString(value, -1) {
		if !atRules[strings.ToLower(at)] {
			return false
		}
	}
	return true
}

// declarations keeps the known properties of a style attribute. Those it does not know go
// silently: drawing programs write many that mean nothing to a browser.
func (r *svgReader) declarations(style string, at int) string {
	var out []string
	for d := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(d, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch {
		case !loadsNothing(value), handsOn.MatchString(name + ":" + value):
			r.remove(at, "style="+name)
		case properties[name] && value != "":
			out = append(out, name+":"+value)
		}
	}
	return strings.Join(out, ";")
}

// write prints the node as it was understood: what a browser might have understood otherwise is gone.
func (n *node) write(out *bytes.Buffer) {
	if n.name == "" {
		_ = xml.EscapeText(out, []byte(n.text))
		return
	}
	out.WriteString("<" + n.name)
	if n.name == "svg" {
		out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	for _, a := range n.attrs {
		out.WriteString(" " + a.Name.Local + `="`)
		_ = xml.EscapeText(out, []byte(a.Value))
		out.WriteByte('"')
	}
	if len(n.children) == 0 {
		out.WriteString("/>")
		return
	}
	out.WriteByte('>')
	for _, c := range n.children {
		c.write(out)
	}
	out.WriteString("</" + n.name + ">")
}

func (n *node) each(do func(*node)) {
	do(n)
	for _, c := range n.children {
		c.each(do)
	}
}
