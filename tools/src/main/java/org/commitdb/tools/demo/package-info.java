/// The command `demo`: the main job of the product on a sample model, told while it happens.
///
/// Entry type: [org.commitdb.tools.demo.DemoCommand]. [org.commitdb.tools.demo.Story] is what
/// happens, [org.commitdb.tools.demo.Narrator] how it is told.
///
/// Invariants: everything that the story claims is compared with what the database says, and the
/// command fails when it is not so. May import: console, database, history, the engine.
@NullMarked
package org.commitdb.tools.demo;

import org.jspecify.annotations.NullMarked;
