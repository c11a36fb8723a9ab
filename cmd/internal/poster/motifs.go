package poster

import (
	"math"
	"strings"
)

// A motif draws in a box of 600 × 400 pixels, between 60 and 380 from its top.
type motif func(*canvas)

// motifsOf are the motifs of a kind; which one an entry has is said by its seed.
func motifsOf(kind string) []motif {
	if list, ok := motifs[kind]; ok {
		return list
	}
	return motifs["short"]
}

var motifs = map[string][]motif{
	"short":       {storyboard, shutters, road},
	"animation":   {bounce, stride, inbetweens},
	"web-series":  {flipbook, screens, signal},
	"documentary": {horizon, contours, crowd},
	"digital":     {turning, pixels, moire},
	"masterclass": {gesture}, "event": {projector}, "prize": {star}, "session": {reel},
	"person": {portrait}, "place": {doorway}, "news": {sheets},
}

// storyboard: panels in which a disc rises or sets over a slope; one panel is the finished frame.
func storyboard(c *canvas) {
	c.mirrored(func() {
		n := 3 + c.pick(2)
		w := (536 - 16*float64(n)) / float64(n)
		r := c.between(26, 36)
		lift, low := c.between(70, 115), c.between(245, 270)
		slope := c.between(-60, 60)
		hero := c.pick(n)
		for i := range n {
			x, t := 40+float64(i)*(w+16), float64(i)/float64(n-1)
			y := low - lift*sin(20+140*t)
			cx := x + w/2 + (w/2-r-8)*(2*t-1)
			hill := 290 + slope*(t-0.5)
			if i == hero {
				c.fill(c.Main, "M%v 80h%vv274h%vz", x, w, -w)
				c.fill(c.Spark, "%s", disc(cx, y, r))
				c.fill(c.Ground, "M%v 351V%vq%v -40 %v %vV351z", x+3, hill, w/2, w-6, slope/float64(n-1))
				continue
			}
			c.line(1, "M%v 80h%vv274h%vz", x, w, -w)
			c.line(1, "%s", disc(cx, y, r))
			c.cel(1, "M%v 354V%vq%v -40 %v %vV354z", x, hill, w/2, w, slope/float64(n-1))
		}
	})
}

// shutters: a window whose light wanders over the floor from drawing to drawing.
func shutters(c *canvas) {
	c.mirrored(func() {
		n := 5 + c.pick(2)
		lean := c.between(24, 40)
		bars := 3 + c.pick(2)
		c.line(1, "M-460 372H1060")
		for i := range n {
			x := 330 - float64(i)*lean
			c.line(fade(i, n), "M%v 372l%v -92h150l%v 92z", x-60, 30+float64(i)*6, 30-float64(i)*6)
		}
		c.fill(c.Spark, "M%v 372l%v -92h150l%v 92z", 330-float64(n)*lean-60, 30+float64(n)*6, 30-float64(n)*6)
		c.fill(c.Main, "M352 70h180v196h-180z")
		step := 180 / float64(bars)
		for i := 1; i < bars; i++ {
			c.add(Shape{Stroke: c.Ground, Width: 9, Opacity: 1},
				c.parse(data("M%v 70v196", 352+step*float64(i))))
		}
		c.add(Shape{Stroke: c.Ground, Width: 9, Opacity: 1}, c.parse("M352 168h180"))
	})
}

// road: a road to a vanishing point, its marks coming nearer.
func road(c *canvas) {
	x := c.between(230, 370)
	y := c.between(120, 160)
	n := 6 + c.pick(3)
	c.fill(c.Main, "%s", disc(x+c.between(-110, 110), y-8, c.between(44, 60)))
	c.cel(1, "M-460 420V%vH1060V420z", y)
	c.line(1, "M%v %vL-100 420M%v %vL700 420", x-8, y, x+8, y)
	for i := range n {
		t, u := math.Pow(float64(i)/float64(n), 2.2), math.Pow((float64(i)+0.5)/float64(n), 2.2)
		x0, x1 := x+(300-x)*t, x+(300-x)*u
		y0, y1 := y+(400-y)*t, y+(400-y)*u
		w0, w1 := 2+26*t, 2+26*u
		shape := data("M%v %vH%vL%v %vH%vz", x0-w0, y0, x0+w0, x1+w1, y1, x1-w1)
		if i == n-2 {
			c.fill(c.Spark, "%s", shape)
		} else {
			c.line(fade(i, n), "%s", shape)
		}
	}
}

// bounce: a ball along its arcs, stretched in flight and squashed on the ground.
func bounce(c *canvas) {
	c.mirrored(func() {
		n := 8 + c.pick(3)
		r := c.between(38, 52)
		top := c.between(170, 210)
		contact := 3 + c.pick(2)
		first := float64(contact) / float64(n)
		c.line(1, "M-460 350H1060")
		for i := range n + 1 {
			t := float64(i) / float64(n)
			u, rise := t/first*90+90, top
			if t > first {
				u, rise = (t-first)/(1-first)*180*0.62, top*0.8
			}
			x := 84 + 420*t
			y := 350 - r - rise*sin(u)
			tilt := -cos(u) * 55
			rx, ry := r*(1-0.16*math.Abs(cos(u))), r*(1+0.16*math.Abs(cos(u)))
			if i == contact {
				rx, ry, tilt, y = r*1.25, r*0.75, 0, 350-r*0.75
			}
			c.in(turned(-tilt, x, y), func() {
				if i == n {
					c.fill(c.Main, "%s", ellipse(x, y, rx, ry))
				} else {
					c.line(fade(i, n), "%s", ellipse(x, y, rx, ry))
				}
			})
			if i == n {
				c.fill(c.Spark, "%s", disc(x+r*0.3, y-r*0.35, r*0.22))
			}
		}
	})
}

// stride: a figure of lines that walks, four drawings to the step.
func stride(c *canvas) {
	c.mirrored(func() {
		n := 5 + c.pick(2)
		swing := c.between(26, 36)
		step := 400 / float64(n)
		c.line(1, "M-460 366H1060")
		for i := range n + 1 {
			x := 90 + step*float64(i)
			a := swing * sin(float64(i)*90+45)
			hip, neck := 248.0, 150.0
			figure := func(leg float64) string {
				return data("M%v %vL%v %v", x, hip, x+118*sin(leg), hip+118*cos(leg))
			}
			arms := data("M%v %vL%v %vM%v %vL%v %v", x+8, neck+20, x+8+74*sin(-a), neck+20+74*cos(a),
				x+8, neck+20, x+8+74*sin(a), neck+20+74*cos(a))
			body := data("M%v %vL%v %v", x, hip, x+10, neck)
			all := figure(a) + figure(-a) + arms + body
			if i < n {
				c.line(fade(i, n), "%s", all+disc(x+14, neck-30, 26))
				continue
			}
			c.add(Shape{Stroke: c.Main, Width: 15, Opacity: 1}, c.parse(all))
			c.fill(c.Spark, "%s", disc(x+14, neck-30, 30))
		}
	})
}

// inbetweens: a circle that becomes a square, one drawing after the other.
func inbetweens(c *canvas) {
	n := 4 + c.pick(2)
	step := 400 / float64(n)
	sink := c.between(-50, 50)
	c.mirrored(func() {
		for i := range n + 1 {
			t := float64(i) / float64(n)
			x, y, r := 100+step*float64(i), 216+sink*(2*t-1), 44+34*t
			k := r * (0.5523 + 0.4477*t) // the control points of a circle move into the corners
			shape := data("M%v %vC%v %v %v %v %v %vC%v %v %v %v %v %vC%v %v %v %v %v %vC%v %v %v %v %v %vz",
				x+r, y,
				x+r, y+k, x+k, y+r, x, y+r, x-k, y+r, x-r, y+k, x-r, y, x-r, y-k, x-k, y-r, x, y-r, x+k, y-r, x+r,
				y-k, x+r, y)
			if i < n {
				c.line(fade(i, n), "%s", shape)
				continue
			}
			c.fill(c.Main, "%s", shape)
			c.fill(c.Spark, "%s", disc(x, y, r*0.36))
		}
	})
}

// flipbook: pages fanned from one corner, on the last one a disc that has just arrived.
func flipbook(c *canvas) {
	c.mirrored(func() {
		n := 5 + c.pick(4)
		step := c.between(5, 7)
		from := -step * float64(n)
		for i := range n {
			c.in(turned(from+step*float64(i), 120, 356), func() { c.cel(fade(i, n), "M120 356V164h320v192z") })
		}
		y, rise := c.between(260, 300), c.between(8, 20)
		c.fill(c.Main, "M120 356V164h320v192z")
		for i := range 4 {
			c.add(
				Shape{Stroke: c.Ground, Width: pen, Opacity: fade(i, 4)},
				c.parse(disc(190+float64(i)*38, y-rise*float64(i), 34)),
			)
		}
		c.fill(c.Spark, "%s", disc(190+4*38, y-rise*4, 36))
		c.cel(1, "%s", disc(120, 356, 10))
	})
}

// screens: episodes that come forward, the last one lit.
func screens(c *canvas) {
	c.mirrored(func() {
		n := 4 + c.pick(2)
		dx, dy := c.between(34, 48), c.between(14, 24)
		for i := range n {
			k := float64(n - i)
			c.cel(fade(i, n), "M%v %vh260v170h-260z", 96+(float64(n)-k)*dx*0.9, 84+(float64(n)-k)*dy)
		}
		x, y := 96+float64(n)*dx*0.9, 84+float64(n)*dy
		c.fill(c.Main, "M%v %vh260v170h-260z", x, y)
		c.fill(c.Spark, "M%v %vl76 44l-76 44z", x+98, y+41)
		c.add(Shape{Stroke: c.Line, Width: 9, Opacity: 1}, c.parse(data("M%v %vh100", x+80, y+196)))
	})
}

// signal: rings that leave a mast, the newest one full.
func signal(c *canvas) {
	x, y := c.between(190, 410), c.between(210, 250)
	n := 5 + c.pick(3)
	gap := c.between(24, 34)
	for i := range n {
		r := 52 + gap*float64(n-i)
		c.line(fade(i, n), "%s", disc(x, y, r))
	}
	c.fill(c.Main, "%s", disc(x, y, 54))
	c.add(
		Shape{Stroke: c.Main, Width: 14, Opacity: 1},
		c.parse(data("M%v %vL%v 392M%v %vL%v 392", x, y, x-40, x, y, x+40)),
	)
	c.fill(c.Spark, "%s", disc(x, y, 22))
}

// horizon: a sun between ridges, each ridge one drawing later than the one behind.
func horizon(c *canvas) {
	c.mirrored(func() {
		x, r := c.between(150, 450), c.between(58, 84)
		c.fill(c.Main, "%s", disc(x, 190, r))
		for i := 1; i <= 3; i++ {
			c.line(0.8-0.2*float64(i), "%s", disc(x, 190, r+float64(i)*22))
		}
		peak, shift := c.between(140, 240), c.between(30, 50)
		rise := c.between(70, 110)
		for i := range 6 {
			y := 240 + float64(i)*28
			p := peak + shift*float64(i)
			h := rise * (1 - 0.13*float64(i))
			c.cel(
				1,
				"M-460 %vH-9C%v %v %v %v %v %vC%v %v %v %v 609 %vH1060V419H-460z",
				y,
				p-90,
				y,
				p-60,
				y-h,
				p,
				y-h,
				p+60,
				y-h,
				p+150,
				y+10,
				y-20,
			)
		}
		c.fill(c.Spark, "%s", disc(peak+shift*2, 296-rise*0.74-14, 8))
	})
}

// contours: the heights of a hill, one line above the other, and the way up.
func contours(c *canvas) {
	c.mirrored(func() {
		x, y := c.between(220, 380), c.between(190, 230)
		n := 6 + c.pick(3)
		wobble := [3]float64{c.between(8, 26), c.between(8, 26), c.between(0, 360)}
		for i := range n + 1 {
			r := 40 + 168*(1-float64(i)/float64(n))
			var d strings.Builder
			for k := range 25 {
				a := float64(k) * 15
				q := r * (1 + wobble[0]/200*sin(2*a+wobble[2]) + wobble[1]/200*sin(3*a))
				d.WriteString(data("%c%v %v", "ML"[min(k, 1)], x+1.25*q*cos(a), y+0.8*q*sin(a)))
			}
			if i < n {
				c.line(fade(i, n), "%sz", d.String())
				continue
			}
			c.fill(c.Main, "%sz", d.String())
		}
		c.add(
			Shape{Stroke: c.Spark, Width: 7, Opacity: 1},
			c.parse(data("M%v 392C%v 330 %v 300 %v %v", x-210, x-150, x+60, x, y)),
		)
		c.fill(c.Spark, "%s", disc(x, y, 13))
	})
}

// crowd: heads in rows, and one that has turned round.
func crowd(c *canvas) {
	rows := 3
	chosen := c.pick(5)
	r := c.between(34, 42)
	for row := range rows {
		n := 4 + row%2
		y := 170 + float64(row)*84
		for i := range n {
			x := 300 + (float64(i)-float64(n-1)/2)*122
			bust := data(
				"M%v 420C%v %v %v %v %v %vC%v %v %v %v %v 420z",
				x-r*1.5,
				x-r*1.5,
				y+r*1.6,
				x-r,
				y+r*1.1,
				x,
				y+r*1.1,
				x+r,
				y+r*1.1,
				x+r*1.5,
				y+r*1.6,
				x+r*1.5,
			)
			if row == 1 && i == chosen {
				c.fill(c.Main, "%s", bust)
				c.fill(c.Main, "%s", disc(x, y, r))
				c.fill(c.Spark, "%s", disc(x-r*0.35, y-2, r*0.16)+disc(x+r*0.35, y-2, r*0.16))
				continue
			}
			c.cel(fade(row+1, rows+1), "%s", bust)
			c.cel(fade(row+1, rows+1), "%s", disc(x, y, r))
		}
	}
}

// turning: a square turned about its centre, eight drawings to the half turn.
func turning(c *canvas) {
	x := c.between(220, 380)
	n := 5 + c.pick(4)
	step := []float64{45, 22.5, 11.25, 15}[c.pick(4)]
	shrink := 0.86 + float64(c.pick(5))/100
	a := 132.0
	square := func(draw func(d string), i int) {
		c.in(moved(x, 216), func() {
			c.in(turned(step*float64(i), 0, 0), func() {
				draw(data("M%v %vh%vv%vh%vz", -a, -a, 2*a, 2*a,
					-2*a))
			})
		})
	}
	for i := range n {
		square(func(d string) { c.line(fade(i, n), "%s", d) }, i)
		a *= shrink
	}
	square(func(d string) { c.fill(c.Main, "%s", d) }, n)
	c.fill(c.Spark, "%s", disc(x, 216, a*0.42))
}

// pixels: squares of a grid that gather into a diamond.
func pixels(c *canvas) {
	const cell = 34.0
	cx, cy := 5+c.pick(5), 4
	reach := 2 + c.pick(2)
	var near, full strings.Builder
	for y := range 9 {
		for x := range 15 {
			d := abs(x-cx) + abs(y-cy)
			px, py := 45+cell*float64(x), 62+cell*float64(y)
			switch {
			case d <= reach:
				full.WriteString(data("M%v %vh%vv%vh%vz", px, py, cell, cell, -cell))
			case d <= reach+5 && c.pick(d-reach+1) == 0:
				s := cell - 5*float64(d-reach)
				near.WriteString(data("M%v %vh%vv%vh%vz", px+(cell-s)/2, py+(cell-s)/2, s, s, -s))
			}
		}
	}
	c.line(0.8, "%s", near.String())
	c.fill(c.Main, "%s", full.String())
	c.fill(c.Spark, "M%v %vh%vv%vh%vz", 45+cell*float64(cx), 62+cell*float64(cy), cell, cell, -cell)
}

func abs(x int) int { return max(x, -x) }

// moire: two fans of lines that cross.
func moire(c *canvas) {
	c.mirrored(func() {
		n := 13 + c.pick(4)
		spread := 70 / float64(n)
		x, y := 70.0, c.between(330, 380)
		u, v := 530.0, c.between(330, 380)
		for i := range n {
			a := -80 + spread*float64(i)
			c.line(fade(i, n), "M%v %vL%v %v", x, y, x+430*cos(a), y+430*sin(a)*0.72)
			c.line(fade(n-i, n), "M%v %vL%v %v", u, v, u-430*cos(a), v+430*sin(a)*0.72)
		}
		c.fill(c.Main, "%s", disc(300, c.between(170, 200), c.between(50, 66)))
		c.fill(c.Spark, "%s", disc(x, y, 16)+disc(u, v, 16))
	})
}
