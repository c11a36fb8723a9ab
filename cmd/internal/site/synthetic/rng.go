package synthetic

// rng are numbers that look like chance and are the same on every machine: SplitMix64
// (Steele, Lea and Flood, 2014).
type rng uint64

// IntN returns 0 to n-1.
func (d *rng) IntN(n int) int {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) >> 33 % uint64(n))
}
