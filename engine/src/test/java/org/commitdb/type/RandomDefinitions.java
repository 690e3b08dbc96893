package org.commitdb.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Makes random registries, types and defaults from a source of random numbers, so that one seed
/// gives one outcome.
public final class RandomDefinitions {

    private static final List<String> NAMES =
            List.of(
                    "key",
                    "map",
                    "vec",
                    "is",
                    "a",
                    "bee",
                    "value",
                    "set",
                    "attachment",
                    "optional",
                    "X",
                    "Y_1",
                    "z9",
                    "Login",
                    "User",
                    "color",
                    "position",
                    "tags");

    private static final List<PrimitiveType> SCALARS =
            Stream.of(PrimitiveType.values()).filter(type -> type != PrimitiveType.VOID).toList();
    private static final List<PrimitiveType> NUMERIC =
            Stream.of(PrimitiveType.values()).filter(PrimitiveType::isNumeric).toList();

    private final Random random;
    private final DefinitionsBuilder builder = Definitions.builder();
    private final List<Concept> concepts = new ArrayList<>();
    private final List<Club> clubs = new ArrayList<>();
    private final List<Enumeration> enumerations = new ArrayList<>();
    private final List<Structure> structures = new ArrayList<>();
    private final List<Namespace> namespaces = new ArrayList<>();
    private final Set<String> usedNames = new HashSet<>();

    /// A maker that draws from `random`.
    public RandomDefinitions(Random random) {
        this.random = random;
    }

    /// A registry of the given seed: every kind of definition, forward chains, docstrings and
    /// defaults.
    public static Definitions of(long seed) {
        return new RandomDefinitions(new Random(seed)).definitions();
    }

    /// A type over the named types of `known`, nested at most `depth` levels.
    public static Type type(long seed, Definitions known, int depth) {
        RandomDefinitions maker = new RandomDefinitions(new Random(seed));
        maker.concepts.addAll(known.concepts());
        maker.clubs.addAll(known.clubs());
        maker.enumerations.addAll(known.enumerations());
        maker.structures.addAll(known.structures());
        return maker.type(depth);
    }

    /// A registry of a few definitions of each kind.
    public Definitions definitions() {
        for (int i = 0; i <= random.nextInt(3); i++) {
            namespaces.add(new Namespace(uuid(), simpleName()));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            Concept parent = concepts.isEmpty() || random.nextBoolean() ? null : pick(concepts);
            concepts.add(builder.concept(pick(namespaces), simpleName(), parent, documentation()));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            addClub();
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            addEnumeration();
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            addStructure();
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            builder.attachment(pick(namespaces), target(), type(3), simpleName(), documentation());
        }
        return builder.build();
    }

    private void addClub() {
        Club club = builder.club(pick(namespaces), simpleName(), documentation());
        clubs.add(club);
        for (Concept concept : concepts) {
            if (random.nextBoolean()) {
                builder.membership(club, concept);
            }
        }
    }

    private void addEnumeration() {
        List<EnumerationCase> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            cases.add(new EnumerationCase(fresh(names), documentation()));
        }
        enumerations.add(
                builder.enumeration(pick(namespaces), simpleName(), cases, documentation()));
    }

    private void addStructure() {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            Type type = type(3);
            Literal literal =
                    random.nextBoolean() && acceptsDefault(type) ? literal(type) : Literal.NONE;
            fields.add(new Field(fresh(names), type, literal, documentation()));
        }
        structures.add(builder.structure(pick(namespaces), simpleName(), fields, documentation()));
    }

    /// A type that nests at most `depth` levels below what structures embed.
    public Type type(int depth) {
        int choice = random.nextInt(depth <= 0 ? 8 : 16);
        return switch (choice) {
            case 0, 1 -> pick(SCALARS);
            case 2 -> AnyType.ANY;
            case 3 -> new VecType(numeric(), 1 + random.nextInt(4));
            case 4 -> new MatType(numeric(), 1 + random.nextInt(3), 1 + random.nextInt(3));
            case 5 -> new KeyType(target());
            case 6 -> enumerations.isEmpty() ? PrimitiveType.STRING : pick(enumerations);
            case 7 -> structures.isEmpty() ? PrimitiveType.INT64 : pick(structures);
            case 8, 9 -> new OptionalType(type(depth - 1));
            case 10 -> new VectorType(type(depth - 1));
            case 11 -> new SetType(type(depth - 1));
            case 12 -> new XArrayType(type(depth - 1));
            case 13 -> new MapType(type(depth - 1), type(depth - 1));
            case 14 -> new TupleType(types(depth));
            default -> new VariantType(List.copyOf(new LinkedHashSet<>(types(depth))));
        };
    }

    /// Whether every part of `type` accepts a default.
    public static boolean acceptsDefault(Type type) {
        return switch (type) {
            case PrimitiveType primitive ->
                    switch (primitive) {
                        case VOID, BLOB, BLOB_ID, COMMIT_ID -> false;
                        default -> true;
                    };
            case Enumeration enumeration -> true;
            case Structure structure ->
                    structure.fields().stream().allMatch(field -> acceptsDefault(field.type()));
            case VecType vec -> true;
            case MatType mat -> true;
            case TupleType tuple ->
                    tuple.elements().stream().allMatch(RandomDefinitions::acceptsDefault);
            case OptionalType optional -> acceptsDefault(optional.element());
            case VectorType vector -> acceptsDefault(vector.element());
            case SetType set -> acceptsDefault(set.element());
            case MapType map -> acceptsDefault(map.key()) && acceptsDefault(map.element());
            case AnyType any -> false;
            case VariantType variant -> false;
            case XArrayType xarray -> false;
            case KeyType key -> false;
        };
    }

    /// A default for `type`, which accepts one.
    public Literal literal(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> scalar(primitive);
            case Enumeration enumeration -> Literal.ofCase(pick(enumeration.cases()).name());
            case Structure structure ->
                    new Literal.Members(
                            structure.fields().stream()
                                    .map(field -> literal(field.type()))
                                    .toList());
            case VecType vec -> repeat(vec.element(), vec.size());
            case MatType mat -> {
                List<Literal> columns = new ArrayList<>();
                for (int i = 0; i < mat.columns(); i++) {
                    columns.add(repeat(mat.element(), mat.rows()));
                }
                yield new Literal.Members(columns);
            }
            case TupleType tuple ->
                    new Literal.Members(tuple.elements().stream().map(this::literal).toList());
            case OptionalType optional -> literal(optional.element());
            case VectorType vector -> repeat(vector.element(), 1 + random.nextInt(3));
            case SetType set -> several(set.element());
            case MapType map -> {
                List<Literal> entries = new ArrayList<>();
                for (Literal key : ((Literal.Members) several(map.key())).members()) {
                    entries.add(Literal.list(key, literal(map.element())));
                }
                yield new Literal.Members(entries);
            }
            case AnyType any -> throw new IllegalArgumentException("no default for " + any);
            case VariantType variant ->
                    throw new IllegalArgumentException("no default for " + variant);
            case XArrayType xarray ->
                    throw new IllegalArgumentException("no default for " + xarray);
            case KeyType key -> throw new IllegalArgumentException("no default for " + key);
        };
    }

    /// Text with characters that need care: quotes, backslashes, controls, beyond the basic plane.
    public String text() {
        StringBuilder text = new StringBuilder();
        String alphabet = "ab \"\\/\n\r\t\b\f\u0001{};,.é\u2028\uffff";
        for (int i = random.nextInt(8); i > 0; i--) {
            int at = random.nextInt(alphabet.length() + 1);
            text.append(at == alphabet.length() ? "\ud83d\ude00" : alphabet.substring(at, at + 1));
        }
        return text.toString();
    }

    private Literal scalar(PrimitiveType type) {
        return switch (type) {
            case BOOL -> Literal.of(random.nextBoolean());
            case UINT8, UINT16, UINT32, UINT64 ->
                    Literal.of(random.nextLong() >>> (1 + 64 - 8 * type.widthBytes()));
            case INT8, INT16, INT32, INT64 ->
                    Literal.of(random.nextLong() >> (64 - 8 * type.widthBytes()));
            case FLOAT -> new Literal.Scalar(LiteralDomain.FLOAT, number());
            case DOUBLE -> new Literal.Scalar(LiteralDomain.DOUBLE, number());
            case STRING -> Literal.of(text());
            case UUID -> Literal.of(uuid());
            case VOID, BLOB, BLOB_ID, COMMIT_ID ->
                    throw new IllegalArgumentException("no default for " + type);
        };
    }

    private String number() {
        return pick(List.of("0", "-0", "1.000000", "42.419998", "1e-05", "-2.5E+3", "0.0", "7"));
    }

    /// A list of one member, or of several whole numbers that differ.
    private Literal several(Type element) {
        if (!(element instanceof PrimitiveType primitive) || !primitive.isInteger()) {
            return repeat(element, 1);
        }
        List<Literal> members = new ArrayList<>();
        int first = random.nextInt(100);
        for (int i = 0; i <= random.nextInt(4); i++) {
            members.add(Literal.of(first - i < 0 ? 127 + first - i : first - i));
        }
        return new Literal.Members(members);
    }

    private Literal repeat(Type type, int count) {
        List<Literal> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(literal(type));
        }
        return new Literal.Members(members);
    }

    private List<Type> types(int depth) {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            types.add(type(depth - 1));
        }
        return types;
    }

    private PrimitiveType numeric() {
        return pick(NUMERIC);
    }

    private KeyTarget target() {
        int choice = random.nextInt(3);
        if (choice == 0 && !clubs.isEmpty()) {
            return pick(clubs);
        }
        return choice == 1 || concepts.isEmpty() ? AnyConcept.ANY_CONCEPT : pick(concepts);
    }

    private String documentation() {
        return random.nextInt(3) > 0 ? "" : text();
    }

    private String simpleName() {
        return fresh(usedNames);
    }

    private String fresh(Set<String> used) {
        String name = pick(NAMES);
        while (!used.add(name)) {
            name = pick(NAMES) + random.nextInt(1000);
        }
        return name;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
