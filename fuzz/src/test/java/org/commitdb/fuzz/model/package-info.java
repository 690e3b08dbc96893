/// Random scripts over the whole API against a naive oracle: several databases on simulated disks,
/// power cuts, reopening, merges, reduction, toggles, undo and redo, blobs, definitions that grow,
/// copies between databases, clocks that jump.
///
/// Entry: [org.commitdb.fuzz.model.World#run] runs a script, a list of
/// [org.commitdb.fuzz.model.Step]s. **Invariants**: every list of steps is a script; equal scripts
/// do equal things. Imports the facade, `SimDatabase`, and the engine's generators and naive
/// history.
package org.commitdb.fuzz.model;
