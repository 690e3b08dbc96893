package org.commitdb.benchmarks.reconstruct;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// **Question**: what do the operations of an xarray cost at 10³, 10⁵ and 10⁶ slots?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar XArraySlots -prof gc`. **Expected**:
/// the logarithm of the slots for each of them, and a few cache misses more at a million.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class XArraySlots {

    private static final Value VALUE = IntegerValue.of(PrimitiveType.INT64, 1);

    @Param({"1000", "100000", "1000000"})
    public int slots;

    private final SplittableRandom random = new SplittableRandom(4);
    private XArrayValue xarray;
    private XArrayValue.Builder builder;
    private UUID[] positions = {};
    private int edits;

    @Setup
    public void setUp() {
        positions = new UUID[slots];
        builder = XArrayValue.empty(new XArrayType(PrimitiveType.INT64)).toBuilder();
        for (int i = 0; i < slots; i++) {
            positions[i] = new UUID(random.nextLong(), random.nextLong());
            builder.insert(XArrayValue.END, positions[i], VALUE);
        }
        xarray = builder.build();
        builder = xarray.toBuilder();
    }

    @Benchmark
    public UUID positionAt() {
        return xarray.positionAt(random.nextInt(slots));
    }

    @Benchmark
    public int indexOf() {
        return xarray.indexOf(positions[random.nextInt(slots)]);
    }

    @Benchmark
    public Value get() {
        return Objects.requireNonNull(xarray.get(positions[random.nextInt(slots)]));
    }

    @Benchmark
    public XArrayValue insert() {
        UUID position = new UUID(random.nextLong(), random.nextLong());
        return xarray.insert(positions[random.nextInt(slots)], position, VALUE);
    }

    /// As in a replay: many edits of one builder, which starts anew before it has doubled.
    @Benchmark
    public boolean insertInReplay() {
        if (++edits == slots) {
            edits = 0;
            builder = xarray.toBuilder();
        }
        UUID position = new UUID(random.nextLong(), random.nextLong());
        return builder.insert(positions[random.nextInt(slots)], position, VALUE);
    }
}
