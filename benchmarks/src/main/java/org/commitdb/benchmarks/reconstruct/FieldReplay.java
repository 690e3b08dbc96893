package org.commitdb.benchmarks.reconstruct;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Field;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Structure;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what does one opcode cost in the replay of a document of twenty fields, everything
/// included: index, log, decoding, application?
///
/// A document is set and then one field after the other is updated, a hundred times, by one commit
/// each; nothing is remembered, and so few commits get no key frame.
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar FieldReplay -prof gc`. **Expected**:
/// less than a microsecond for each opcode, and a few hundred bytes beside the copy of the fields'
/// references.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FieldReplay {

    private static final int UPDATES = 100;
    private static final int FIELDS = 20;

    private final Definitions definitions = build();
    private final Attachment attachment = definitions.attachment("Benchmark::Item.row");
    private final Key key = key();

    private ForgetfulStore store;

    private static Definitions build() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("4a2c1a3e-8a52-4be4-9d0f-5a5f5d1c0b11"), "Benchmark");
        Field[] fields = new Field[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = new Field("field" + i, PrimitiveType.STRING);
        }
        Structure row = builder.structure(namespace, "Row", fields);
        builder.attachment(namespace, builder.concept(namespace, "Item"), row, "row");
        return builder.build();
    }

    private Key key() {
        Concept concept = (Concept) attachment.keyTarget();
        return Key.of(concept, new UUID(1, 1), concept.runtimeId());
    }

    @Setup
    public void setUp() {
        store = new ForgetfulStore(() -> definitions);
        store.commit(row -> row.set(attachment, key, StructureValue.create(attachment)));
        for (int i = 0; i < UPDATES; i++) {
            Path field = Path.root(attachment.documentType()).field("field" + i % FIELDS);
            StringValue value = StringValue.of("value " + i);
            store.commit(row -> row.update(attachment, key, field, value));
        }
    }

    @TearDown
    public void tearDown() {
        store.close();
    }

    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Optional<Value> replay() {
        return store.read(attachment, key);
    }
}
