package org.commitdb.fuzz.model;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Long random scripts, as many as `-Djqwik.tries.default` says: not part of a build, see `fuzz/run
/// model`.
final class ModelSoak {

    @Property(shrinking = ShrinkingMode.FULL)
    void databasesDoWhatTheOracleDoes(@ForAll("scripts") List<Step> script) {
        World.run(script);
    }

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.ofLength(10, 120);
    }
}
