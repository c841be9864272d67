package rulegen

import (
	"fmt"
	"regexp"
	"strings"
)

// What Kubernetes takes as names, see "Object Names and IDs" and "Labels and Selectors" of its documentation.
var (
	dnsLabel   = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)
	subdomain  = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)
	labelValue = regexp.MustCompile(`^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$`)
)

// checkSubdomain returns why name is not the name of an object, or "".
func checkSubdomain(name string) string {
	const want = "is not a name of lowercase letters, digits, - and . that begins and ends with a letter or digit"
	return checkName(name, subdomain, 253, want)
}

// checkDNSLabel returns why name is not the name of a namespace, or "".
func checkDNSLabel(name string) string {
	return checkName(name, dnsLabel, 63, "is not a name of lowercase letters, digits and - that begins and ends with a letter or digit")
}

// checkLabelValue returns why value is not the value of a label of an object, or "".
func checkLabelValue(value string) string {
	return checkName(value, labelValue, 63, "is not made of letters, digits, -, _ and ., or does not begin and end with a letter or digit")
}

// checkQualifiedName returns why key is not the key of a label or annotation of an object, or "".
func checkQualifiedName(key string) string {
	name := key
	if prefix, rest, ok := strings.Cut(key, "/"); ok {
		if message := checkSubdomain(prefix); message != "" {
			return fmt.Sprintf("has the prefix %q, which %s", prefix, message)
		}
		name = rest
	}
	if name == "" {
		return "has no name"
	}
	return checkLabelValue(name)
}

// checkName returns why name does not match want or is longer than limit bytes, or "".
func checkName(name string, pattern *regexp.Regexp, limit int, want string) string {
	if len(name) > limit {
		return fmt.Sprintf("has %d bytes, more than %d", len(name), limit)
	}
	if !pattern.MatchString(name) {
		return want
	}
	return ""
}
