/// Deliberately broken variants of the engine, each of which the tests that promise the opposite
/// must catch: a check of the tests, not of the engine.
///
/// Entry: [org.commitdb.fuzz.plants.PlantSoak], by `fuzz/run plants`. A plant is a text among the
/// test resources: what is broken, in which source, which tests must fail, the text that is there
/// and the text that takes its place. Nothing of the engine is changed on the disk. Imports JUnit's
/// launcher and the JDK's compiler.
package org.commitdb.fuzz.plants;
