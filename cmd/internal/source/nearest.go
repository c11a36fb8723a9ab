package source

import (
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that word is most likely a misspelling of, or "" where none is
// close: at most a third of the letters may differ, a swap of neighbours counting once.
func Nearest(word string, candidates []string) string {
	length := utf8.RuneCountInString(word)
	best, bestDist := "", max(1, (length+1)/3)+1
	for _, c := range candidates {
		if n := utf8.RuneCountInString(c) - length; n >= bestDist || -n >= bestDist {
			continue // so many letters are missing, or too many
		}
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions, substitutions and
// swaps of neighbours.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	prev2, prev, cur := make([]int, len(rb)+1), make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		cur[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(rb)]
}
