package org.commitdb.benchmarks.reconstruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.commitdb.benchmarks.Notes;
import org.commitdb.type.MapType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.IntegerValue;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.VectorValue;
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

/// **Question**: what does each kind of mutation cost, applied to a small and to a large container?
///
/// **Command**: `java -jar benchmarks/target/benchmarks.jar ContainerEdits -prof gc`. **Expected**:
/// the logarithm of the size: ten thousand times the elements, about four times the cost.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContainerEdits {

    @Param({"10", "100000"})
    public int size;

    private final SplittableRandom random = new SplittableRandom(3);
    private SetValue set;
    private MapValue map;
    private VectorValue vector;
    private XArrayValue xarray;
    private StructureValue structure;
    private UUID[] positions = {};

    @Setup
    public void setUp() {
        List<Value> numbers = new ArrayList<>();
        Map<Value, Value> entries = new HashMap<>();
        XArrayValue.Builder slots =
                XArrayValue.empty(new XArrayType(PrimitiveType.INT64)).toBuilder();
        positions = new UUID[size];
        for (int i = 0; i < size; i++) {
            Value number = number(2L * i);
            numbers.add(number);
            entries.put(number, number);
            positions[i] = new UUID(random.nextLong(), random.nextLong());
            slots.insert(XArrayValue.END, positions[i], number);
        }
        set = SetValue.of(new SetType(PrimitiveType.INT64), numbers);
        map = MapValue.of(new MapType(PrimitiveType.INT64, PrimitiveType.INT64), entries);
        vector = VectorValue.of(new VectorType(PrimitiveType.INT64), numbers);
        xarray = slots.build();
        structure = Notes.note(1);
    }

    private static Value number(long number) {
        return IntegerValue.of(PrimitiveType.INT64, number);
    }

    @Benchmark
    public SetValue unionInSet() {
        return set.with(number(2L * random.nextInt(size) + 1));
    }

    @Benchmark
    public SetValue subtractInSet() {
        return set.without(number(2L * random.nextInt(size)));
    }

    @Benchmark
    public MapValue unionInMap() {
        return map.with(number(2L * random.nextInt(size) + 1), number(0));
    }

    @Benchmark
    public MapValue updateInMap() {
        return map.with(number(2L * random.nextInt(size)), number(0));
    }

    @Benchmark
    public MapValue subtractInMap() {
        return map.without(number(2L * random.nextInt(size)));
    }

    @Benchmark
    public VectorValue updateInVector() {
        return vector.with(random.nextInt(size), number(0));
    }

    @Benchmark
    public StructureValue updateInStructure() {
        return structure.with(0, StringValue.of("title"));
    }

    @Benchmark
    public XArrayValue insertInXArray() {
        UUID position = new UUID(random.nextLong(), random.nextLong());
        return xarray.insert(positions[random.nextInt(size)], position, number(0));
    }

    @Benchmark
    public XArrayValue updateInXArray() {
        return xarray.update(positions[random.nextInt(size)], number(0));
    }

    @Benchmark
    public XArrayValue removeInXArray() {
        return xarray.remove(positions[random.nextInt(size)]);
    }
}
