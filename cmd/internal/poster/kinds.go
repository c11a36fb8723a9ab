package poster

import (
	"strings"
)

// gesture: a line of action swung up from one point, drawn again and again.
func gesture(c *canvas) {
	c.mirrored(func() {
		n := 7 + c.pick(3)
		bend := c.between(50, 120)
		from, to := c.between(6, 14), c.between(-42, -34)
		swing := func(angle float64, draw func()) {
			c.in(moved(130, 336), func() { c.in(turned(angle, 0, 0), draw) })
		}
		for i := range n {
			t := float64(i) / float64(n)
			a := from + (to-from)*(0.35*t+0.65*t*t) // slow out
			swing(a, func() { c.line(fade(i, n), "M0 0Q170 %v 350 0", bend*(1-2*t)) })
		}
		swing(to, func() {
			c.add(Shape{Stroke: c.Main, Width: 16, Opacity: 1}, c.parse(data("M0 0Q170 %v 350 0", -bend)))
			c.fill(c.Spark, "%s", disc(350, 0, 34))
		})
		c.fill(c.Main, "%s", disc(130, 336, 24))
	})
}

// projector: a beam through frames that grow towards the wall.
func projector(c *canvas) {
	c.mirrored(func() {
		n := 5 + c.pick(3)
		x, y := c.between(60, 120), c.between(180, 250)
		up, down := c.between(70, 100), c.between(330, 360)
		c.add(Shape{Fill: c.Main, Opacity: .25}, c.parse(data("M%v %vL540 %vV%vz", x, y, up, down)))
		for i := range n {
			t := float64(i+1) / float64(n+1)
			top, bottom := y+(up-y)*t, y+(down-y)*t
			c.line(
				fade(i, n),
				"M%v %vl%v %vv%vl%v %vz",
				x+(540-x)*t-12*t,
				top+10*t,
				24*t,
				-20*t,
				bottom-top+20*t,
				-24*t,
				-20*t,
			)
		}
		c.fill(c.Main, "M524 %vl40-26V%vl-40-26z", up+8, down+18)
		c.fill(c.Spark, "%s", disc(x, y, 26))
		c.fill(c.Ground, "%s", disc(x, y, 9))
	})
}

// star: an eight-pointed star opening from drawing to drawing.
func star(c *canvas) {
	x := c.between(240, 360)
	n := 5 + c.pick(2)
	inner := 0.55 + float64(c.pick(25))/100
	spin := c.between(3, 8)
	points := func(i int, r float64) string {
		var b strings.Builder
		for k := range 16 {
			q := r
			if k%2 == 1 {
				q *= inner + 0.02*float64(i)
			}
			a := spin*float64(i) + 22.5*float64(k)
			b.WriteString(data("%c%v %v", "ML"[min(k, 1)], x+q*sin(a), 216-q*cos(a)))
		}
		return b.String() + "z"
	}
	for i := range n {
		c.line(fade(i, n), "%s", points(i, 158-float64(i)*15))
	}
	c.fill(c.Main, "%s", points(n, 154-float64(n)*15))
	c.fill(c.Spark, "%s", disc(x, 216, 16))
}

// reel: frames along an arc, one of them lit.
func reel(c *canvas) {
	c.mirrored(func() {
		n := 6 + c.pick(3)
		lit := 2 + c.pick(n-4)
		r := c.between(330, 420)
		gap := 5200 / r // degrees from frame to frame
		c.in(moved(300, 200+r), func() {
			c.line(.5, "%s", disc(0, 0, r-84))
			c.line(.5, "%s", disc(0, 0, r+84))
			for i := range n {
				c.in(turned(gap*(float64(i)-float64(n-1)/2), 0, 0), func() {
					if i == lit {
						c.fill(c.Main, "M-42 %vh84v136h-84z", -r-68)
						c.fill(c.Spark, "%s", disc(0, -r, 24))
						return
					}
					c.line(fade(min(i, lit), lit), "M-34 %vh68v116h-68z", -r-58)
				})
			}
		})
	})
}

// portrait: head and shoulders turning.
func portrait(c *canvas) {
	c.mirrored(func() {
		n := 4 + c.pick(2)
		step := c.between(24, 34)
		r := c.between(58, 70)
		x := 160.0
		bust := func(x float64) string {
			return disc(
				x,
				180,
				r,
			) + data(
				"M%v 410c0-100 40-140 %v-140c%v 0 %v 40 %v 140z",
				x-r*1.7,
				r*1.7,
				r*1.7-40,
				r*1.7,
				r*1.7,
			)
		}
		for i := range n {
			c.line(fade(i, n), "%s", bust(x))
			x += step
		}
		c.fill(c.Main, "%s", bust(x))
		c.fill(c.Spark, "%s", disc(x+r*0.8, 325, r*0.24))
	})
}

// doorway: doors within doors, each a step aside.
func doorway(c *canvas) {
	c.mirrored(func() {
		n := 6 + c.pick(2)
		drift := c.between(12, 30)
		x, w, top := 110+c.between(0, 60), 300.0, 70.0
		door := func() string {
			r, k := w/2, w/2*0.5523
			return data(
				"M%v 370V%vC%v %v %v %v %v %vC%v %v %v %v %v %vV370z",
				x,
				top+r,
				x,
				top+r-k,
				x+r-k,
				top,
				x+r,
				top,
				x+r+k,
				top,
				x+w,
				top+r-k,
				x+w,
				top+r,
			)
		}
		for i := range n {
			c.line(fade(i, n), "%s", door())
			x += 14 + drift/2
			w -= 32
			top += 16
		}
		c.fill(c.Main, "%s", door())
		c.fill(c.Spark, "%s", disc(x+w/2, top+w/2, 12))
		c.line(1, "M-460 370H1060")
	})
}

// sheets: loose sheets settling on a pile.
func sheets(c *canvas) {
	c.mirrored(func() {
		n := 5 + c.pick(2)
		tilt, drift := c.between(5, 8), c.between(16, 24)
		for i := range n {
			k := float64(n - i)
			c.in(moved(290-k*drift, 220-k*6), func() {
				c.in(turned(-k*tilt, 0, 0), func() { c.cel(fade(i, n), "M-90-120H90v240H-90z") })
			})
		}
		c.fill(c.Main, "M200 100h180v240H200z")
		c.fill(c.Spark, "M224 128h132v70h-132z")
		last := c.between(50, 110)
		c.add(
			Shape{Stroke: c.Ground, Width: 6, Opacity: 1},
			c.parse(data("M224 228h132M224 254h132M224 280h%v", last)),
		)
	})
}
