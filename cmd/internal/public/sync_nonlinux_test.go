//go:build !linux

package public

const refuseEnv = "PUBLIC_TEST_REFUSE"

func syncRefusing(_, _ string) int { return 77 }
