// Package checks lists the checks. Each is a folder of its own:
//
//	<name>/<name>.go         the check
//	<name>/README.md         its page, which is also embedded in the binary and whose examples are run
//	<name>/testdata/*.txtar  what it must find and what not
//
// To add one, add its folder and run go generate ./lint/checks.
package checks

//go:generate go run generate.go
//go:generate go test -run "^(TestIndex|TestSchema)$" -update .
