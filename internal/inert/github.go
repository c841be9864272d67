package inert

import (
	"fmt"
	"strings"
)

// Property is a name and a value of a workflow command.
type Property struct {
	Name  string
	Value any
}

// Command returns a workflow command, which GitHub Actions obeys where it begins a line of the log:
//
//	::error file=alerts/node.yaml,line=14,title=late::firing from 45m
func Command(name string, properties []Property, message string) string {
	var all []string
	for _, p := range properties {
		all = append(all, p.Name+"="+commandProperty.Replace(Printable(fmt.Sprint(p.Value))))
	}
	return fmt.Sprintf("::%s %s::%s", name, strings.Join(all, ","), commandData.Replace(Printable(message)))
}

// The escapes of workflow commands: without them a message could end its command and begin another.
var (
	commandData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	commandProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
