package assets

import "math"

// Each scene draws one kind of entry between y = 60 and y = 380; the peg holes are above.

func sin(deg float64) float64 { return math.Sin(deg * math.Pi / 180) }
func cos(deg float64) float64 { return math.Cos(deg * math.Pi / 180) }

// storyboard: panels in which a disc rises or sets over a slope; one panel is the finished frame.
func storyboard(c *canvas) {
	c.flip()
	n := 3 + c.pick(2)
	w := (536 - 16*float64(n)) / float64(n)
	r := c.between(26, 36)
	lift, low := c.between(70, 115), c.between(245, 270)
	slope := c.between(-60, 60)
	hero := c.pick(n)
	c.f(`<g fill="none" stroke="%s" stroke-width="3.5">`, c.line)
	for i := range n {
		x, t := 40+float64(i)*(w+16), float64(i)/float64(n-1)
		y := low - lift*sin(20+140*t)
		cx := x + w/2 + (w/2-r-8)*(2*t-1)
		hill := 290 + slope*(t-0.5)
		if i == hero {
			c.f(`<g stroke="none"><path fill="%s" d="M%v 80h%vv274h%vz"/><circle cx="%v" cy="%v" r="%v" fill="%s"/>`, c.main,
				x, w, -w, cx, y, r, c.spark)
			c.f(`<path fill="%s" d="M%v 351V%vq%v -40 %v %vV351z"/></g>`, c.ground, x+3, hill, w/2, w-6, slope/float64(n-1))
			continue
		}
		c.f(`<path d="M%v 80h%vv274h%vz"/><circle cx="%v" cy="%v" r="%v"/>`, x, w, -w, cx, y, r)
		c.f(`<path fill="%s" d="M%v 354V%vq%v -40 %v %vV354z"/>`, c.ground, x, hill, w/2, w, slope/float64(n-1))
	}
	c.f(`</g></g>`)
}

// bounce: a ball along its arcs, stretched in flight and squashed on the ground.
func bounce(c *canvas) {
	c.flip()
	n := 8 + c.pick(3)
	r := c.between(38, 52)
	top := c.between(170, 210)
	contact := 3 + c.pick(2)
	first := float64(contact) / float64(n)
	c.f(`<path stroke="%s" stroke-width="3.5" d="M40 350h520"/><g fill="none" stroke="%s" stroke-width="3.5">`, c.line,
		c.line)
	for i := range n + 1 {
		t := float64(i) / float64(n)
		u, height := t/first*90+90, top
		if t > first {
			u, height = (t-first)/(1-first)*180*0.62, top*0.8
		}
		x := 84 + 420*t
		y := 350 - r - height*sin(u)
		tilt := -cos(u) * 55
		rx, ry := r*(1-0.16*math.Abs(cos(u))), r*(1+0.16*math.Abs(cos(u)))
		if i == contact {
			rx, ry, tilt, y = r*1.25, r*0.75, 0, 350-r*0.75
		}
		if i == n {
			c.f(`</g><ellipse rx="%v" ry="%v" fill="%s" transform="translate(%v %v)rotate(%v)"/>`+
				`<circle cx="%v" cy="%v" r="%v" fill="%s"/>`,
				rx, ry, c.main, x, y, -tilt, x+r*0.3, y-r*0.35, r*0.22, c.spark)
			break
		}
		c.f(`<ellipse rx="%v" ry="%v" opacity="%v" transform="translate(%v %v)rotate(%v)"/>`,
			rx, ry, c.fade(i, n), x, y, -tilt)
	}
	c.f(`</g>`)
}

// flipbook: pages fanned from one corner, on the last one a disc that has just arrived.
func flipbook(c *canvas) {
	c.flip()
	n := 5 + c.pick(4)
	step := c.between(5, 7)
	from := -step * float64(n)
	c.f(`<g fill="%s" stroke="%s" stroke-width="3.5" stroke-linejoin="round">`, c.ground, c.line)
	for i := range n {
		c.f(`<path opacity="%v" transform="rotate(%v 120 356)" d="M120 356V164h320v192z"/>`, c.fade(i, n),
			from+step*float64(i))
	}
	y, rise := c.between(260, 300), c.between(8, 20)
	c.f(`</g><path fill="%s" d="M120 356V164h320v192z"/><g fill="none" stroke="%s" stroke-width="3.5">`, c.main,
		c.ground)
	for i := range 4 {
		c.f(`<circle cx="%v" cy="%v" r="34" opacity="%v"/>`, 190+float64(i)*38, y-rise*float64(i), c.fade(i, 4))
	}
	c.f(`</g><circle cx="%v" cy="%v" r="36" fill="%s"/>`+
		`<circle cx="120" cy="356" r="10" fill="%s" stroke="%s" stroke-width="3.5"/></g>`,
		190+4*38.0, y-rise*4, c.spark, c.ground, c.line)
}

// horizon: a sun between ridges, each ridge one drawing later than the one behind.
func horizon(c *canvas) {
	c.flip()
	x, r := c.between(150, 450), c.between(58, 84)
	c.f(`<circle cx="%v" cy="%v" r="%v" fill="%s"/><g fill="none" stroke="%s" stroke-width="3.5">`, x, 190.0, r, c.main,
		c.line)
	for i := 1; i <= 3; i++ {
		c.f(`<circle cx="%v" cy="190" r="%v" opacity="%v"/>`, x, r+float64(i)*22, 0.8-0.2*float64(i))
	}
	c.f(`</g><g fill="%s" stroke="%s" stroke-width="3.5">`, c.ground, c.line)
	peak, shift := c.between(140, 240), c.between(30, 50)
	height := c.between(70, 110)
	n := 6
	for i := range n {
		y := 240 + float64(i)*28
		p := peak + shift*float64(i)
		h := height * (1 - 0.13*float64(i))
		c.f(`<path d="M-9 %vC%v %v %v %v %v %vS%v %v 609 %vV409H-9z"/>`, y, p-90, y, p-60, y-h, p, y-h, p+150, y+10, y-20)
	}
	c.f(`</g><circle cx="%v" cy="%v" r="8" fill="%s"/></g>`, peak+shift*2, 296-height*0.74-14, c.spark)
}

// turning: a square turned about its centre, eight drawings to the half turn.
func turning(c *canvas) {
	cx := c.between(220, 380)
	n := 5 + c.pick(4)
	step := []float64{45, 22.5, 11.25, 15}[c.pick(4)]
	shrink := 0.86 + float64(c.pick(5))/100
	a := 132.0
	c.f(`<g fill="none" stroke="%s" stroke-width="3.5" transform="translate(%v 216)">`, c.line, cx)
	for i := range n {
		c.f(`<path opacity="%v" transform="rotate(%v)" d="M%v %vh%vv%vh%vz"/>`, c.fade(i, n), step*float64(i), -a, -a, 2*a,
			2*a, -2*a)
		a *= shrink
	}
	c.f(`<path fill="%s" stroke="none" transform="rotate(%v)" d="M%v %vh%vv%vh%vz"/>`, c.main, step*float64(n), -a, -a,
		2*a, 2*a, -2*a)
	c.f(`<circle r="%v" fill="%s" stroke="none"/></g>`, a*0.42, c.spark)
}

// gesture: a line of action swung up from one point, drawn again and again.
func gesture(c *canvas) {
	c.flip()
	n := 7 + c.pick(3)
	bend := c.between(50, 120)
	from, to := c.between(6, 14), c.between(-42, -34)
	c.f(`<g fill="none" stroke="%s" stroke-width="3.5" stroke-linecap="round">`, c.line)
	for i := range n {
		t := float64(i) / float64(n)
		a := from + (to-from)*(0.35*t+0.65*t*t) // slow out
		c.f(`<path opacity="%v" transform="translate(130 336) rotate(%v)" d="M0 0Q170 %v 350 0"/>`, c.fade(i, n), a,
			bend*(1-2*t))
	}
	c.f(`</g><g transform="translate(130 336) rotate(%v)">`+
		`<path fill="none" stroke="%s" stroke-width="16" stroke-linecap="round" d="M0 0Q170 %v 350 0"/>`+
		`<circle cx="350" r="34" fill="%s"/></g>`,
		to, c.main, -bend, c.spark)
	c.f(`<circle cx="130" cy="336" r="24" fill="%s"/></g>`, c.main)
}

// projector: a beam through frames that grow towards the wall.
func projector(c *canvas) {
	c.flip()
	n := 5 + c.pick(3)
	x, y := c.between(60, 120), c.between(180, 250)
	up, down := c.between(70, 100), c.between(330, 360)
	c.f(`<path fill="%s" opacity=".25" d="M%v %vL540 %vV%vz"/><g fill="none" stroke="%s" stroke-width="3.5">`, c.main,
		x, y, up, down, c.line)
	for i := range n {
		t := float64(i+1) / float64(n+1)
		top, bottom := y+(up-y)*t, y+(down-y)*t
		c.f(`<path opacity="%v" d="M%v %vl%v %vv%vl%v %vz"/>`, c.fade(i, n), x+(540-x)*t-12*t, top+10*t, 24*t, -20*t,
			bottom-top+20*t, -24*t, -20*t)
	}
	c.f(`</g><path fill="%s" d="M524 %vl40-26V%vl-40-26z"/><circle cx="%v" cy="%v" r="26" fill="%s"/>`+
		`<circle cx="%v" cy="%v" r="9" fill="%s"/></g>`,
		c.main, up+8, down+18, x, y, c.spark, x, y, c.ground)
}

// star: an eight-pointed star opening from drawing to drawing.
func star(c *canvas) {
	cx := c.between(240, 360)
	n := 5 + c.pick(2)
	inner := 0.55 + float64(c.pick(25))/100
	spin := c.between(3, 8)
	c.f(`<g transform="translate(%v 216)" fill="none" stroke="%s" stroke-width="3.5" stroke-linejoin="round">`, cx,
		c.line)
	for i := range n {
		r := 158 - float64(i)*15
		c.points(r, inner+0.02*float64(i), spin*float64(i))
		c.f(`" opacity="%v"/>`, c.fade(i, n))
	}
	c.points(158-float64(n)*15-4, inner+0.02*float64(n), spin*float64(n))
	c.f(`" fill="%s" stroke="none"/><circle r="16" fill="%s" stroke="none"/></g>`, c.main, c.spark)
}

func (c *canvas) points(r, inner, turn float64) {
	c.f(`<path d="M`)
	for k := range 16 {
		q := r
		if k%2 == 1 {
			q = r * inner
		}
		a := turn + 22.5*float64(k)
		c.f(`%.0f %.0f`, raw(q*sin(a)), raw(-q*cos(a)))
		if k < 15 {
			c.f(" ")
		}
	}
	c.f(`z`)
}

// raw is a number that keeps its format.
type raw float64

// reel: frames along an arc, one of them lit.
func reel(c *canvas) {
	c.flip()
	n := 6 + c.pick(3)
	lit := 2 + c.pick(n-4)
	r := c.between(330, 420)
	gap := 5200 / r // degrees from frame to frame
	c.f(`<g transform="translate(300 %v)" fill="none" stroke="%s" stroke-width="3.5">`, 200+r, c.line)
	c.f(`<circle r="%v" opacity=".5"/><circle r="%v" opacity=".5"/>`, r-84, r+84)
	for i := range n {
		a := gap * (float64(i) - float64(n-1)/2)
		if i == lit {
			c.f(`<g transform="rotate(%v) translate(0 %v)" stroke="none"><path fill="%s" d="M-42-68h84v136h-84z"/>`+
				`<circle r="24" fill="%s"/></g>`, a, -r, c.main, c.spark)
			continue
		}
		c.f(`<path opacity="%v" transform="rotate(%v) translate(0 %v)" d="M-34-58h68v116h-68z"/>`,
			c.fade(min(i, lit), lit), a, -r)
	}
	c.f(`</g></g>`)
}

// portrait: head and shoulders turning.
func portrait(c *canvas) {
	c.flip()
	n := 4 + c.pick(2)
	step := c.between(24, 34)
	r := c.between(58, 70)
	x := 220.0
	c.f(`<g fill="none" stroke="%s" stroke-width="3.5">`, c.line)
	for i := range n {
		c.bust(x-60, r, `opacity="%v"`, c.fade(i, n))
		x += step
	}
	c.f(`</g>`)
	c.bust(x-60, r, `fill="%s"`, c.main)
	c.f(`<circle cx="%v" cy="325" r="%v" fill="%s"/></g>`, x-60+r*0.8, r*0.24, c.spark)
}

func (c *canvas) bust(x, r float64, attr string, value any) {
	c.f(`<path `+attr+` d="M%v 180a%v %v 0 1 1 %v 0a%v %v 0 1 1 %v 0zM%v 410c0-100 40-140 %v-140s%v 40 %v 140"/>`,
		value, x-r, r, r, 2*r, r, r, -2*r, x-r*1.7, r*1.7, r*1.7, r*1.7)
}

// doorway: doors within doors, each a step aside.
func doorway(c *canvas) {
	c.flip()
	n := 6 + c.pick(2)
	drift := c.between(12, 30)
	x, w, top := 110.0+c.between(0, 60), 300.0, 70.0
	c.f(`<g fill="none" stroke="%s" stroke-width="3.5">`, c.line)
	for i := range n {
		c.f(`<path opacity="%v" d="M%v 370V%va%v %v 0 0 1 %v 0V370z"/>`, c.fade(i, n), x, top+w/2, w/2, w/2, w)
		x += 14 + drift/2
		w -= 32
		top += 16
	}
	c.f(`</g><path fill="%s" d="M%v 370V%va%v %v 0 0 1 %v 0V370z"/>`, c.main, x, top+w/2, w/2, w/2, w)
	c.f(`<circle cx="%v" cy="%v" r="12" fill="%s"/><path stroke="%s" stroke-width="3.5" d="M40 370h520"/></g>`, x+w/2,
		top+w/2, c.spark, c.line)
}

// sheets: loose sheets settling on a pile.
func sheets(c *canvas) {
	c.flip()
	n := 5 + c.pick(2)
	tilt, drift := c.between(5, 8), c.between(16, 24)
	c.f(`<g fill="%s" stroke="%s" stroke-width="3.5">`, c.ground, c.line)
	for i := range n {
		k := float64(n - i)
		c.f(`<path opacity="%v" transform="translate(%v %v) rotate(%v)" d="M-90-120H90v240H-90z"/>`, c.fade(i, n),
			290-k*drift, 220-k*6, -k*tilt)
	}
	c.f(`</g><path fill="%s" d="M200 100h180v240H200z"/><path fill="%s" d="M224 128h%vv70h%vz"/>`, c.main, c.spark,
		132.0, -132.0)
	c.f(`<path stroke="%s" stroke-width="6" d="M224 228h132M224 254h132M224 280h%v"/></g>`, c.ground, c.between(50, 110))
}
