package org.commitdb.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Uniting registries loses nothing and does not depend on the order.
final class DefinitionsExtensionPropertyTest {

    @Property(tries = 200)
    void partsUniteToTheWhole(@ForAll long seed) {
        Definitions whole = RandomDefinitions.of(seed);
        Definitions left = part(whole, new Random(seed));
        Definitions right = part(whole, new Random(~seed));
        Definitions united = left.extend(right).definitions();
        assertEquals(united.digest(), right.extend(left).definitions().digest());
        Set<Definition> both = new HashSet<>(left.all());
        both.addAll(right.all());
        assertEquals(both, new HashSet<>(united.all()));
        assertTrue(united.extend(left).isEmpty());
        assertTrue(united.extend(right).isEmpty());
        assertEquals(whole.digest(), united.extend(whole).definitions().digest());
    }

    /// Some definitions and all that they need, in another order.
    private static Definitions part(Definitions whole, Random random) {
        Set<Definition> wanted = new LinkedHashSet<>();
        for (Definition definition : whole.inDependencyOrder().reversed()) {
            if (random.nextBoolean() || wanted.contains(definition)) {
                wanted.add(definition);
                wanted.addAll(References.of(definition));
            }
        }
        List<Definition> shuffled = new java.util.ArrayList<>(wanted);
        Collections.shuffle(shuffled, random);
        return Definitions.of(shuffled);
    }
}
