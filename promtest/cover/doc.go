// Package cover says which rules, and which branches of their expressions and templates, the tests of rules went through.
//
// In a package of Go tests one function covers all of them, and fails them below a percentage:
//
//	func TestMain(m *testing.M) { cover.Main(m, 100) }
//
// A single test is covered by a suite of its own:
//
//	suite := cover.New()
//	promtest.Test{Rules: rules, Cover: suite, ...}.Run(t)
//	suite.Require(t, 100)
//
// What a branch is says [Branch]. A part of an expression is evaluated as the rule evaluates it: at the same times, and on what the
// rule saw, samples that other rules recorded included.
package cover
