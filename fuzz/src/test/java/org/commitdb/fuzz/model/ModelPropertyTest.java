package org.commitdb.fuzz.model;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Random scripts over the whole API against the oracle: the slice for every build. [ModelSoak]
/// runs more and longer ones.
///
/// A script that fails is shrunk by leaving out steps and by smaller numbers, and is printed as
/// text that [ScriptReplayTest] runs again.
final class ModelPropertyTest {

    @Property(tries = 30)
    void databasesDoWhatTheOracleDoes(@ForAll("scripts") List<Step> script) {
        World.run(script);
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.ofLength(1, 60);
    }
}
