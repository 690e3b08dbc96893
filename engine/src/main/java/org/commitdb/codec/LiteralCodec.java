package org.commitdb.codec;

import java.util.List;
import org.commitdb.bytes.ByteReader;
import org.commitdb.bytes.ByteWriter;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.Type;

/// Writes default literals as they stand in the schema.
///
/// **Shape**: one byte 0 for none; 1 to 7 for a scalar (boolean, integer, float, double, string,
/// uuid, case), then its text; 8 for a list, then a varint count and the members.
final class LiteralCodec {

    private static final int NONE = 0;
    private static final int MEMBERS = 8;

    /// A mat and a map take two levels of lists.
    private static final int MAXIMUM_DEPTH = 2 * Type.MAXIMUM_DEPTH;

    private LiteralCodec() {}

    static void write(ByteWriter out, Literal literal) {
        switch (literal) {
            case Literal.None none -> out.writeByte(NONE);
            case Literal.Scalar scalar ->
                    out.writeByte(code(scalar.domain())).writeString(scalar.text());
            case Literal.Members list -> {
                out.writeByte(MEMBERS).writeVarint(list.members().size());
                list.members().forEach(member -> write(out, member));
            }
        }
    }

    static Literal read(ByteReader in) {
        return read(in, 0);
    }

    private static Literal read(ByteReader in, int depth) {
        if (depth >= MAXIMUM_DEPTH) {
            throw in.corrupt("at most " + MAXIMUM_DEPTH + " nested lists", "more");
        }
        int code = in.readByte();
        if (code == NONE) {
            return Literal.NONE;
        }
        if (code == MEMBERS) {
            int count = in.readCount(1);
            List<Literal> members = DefinitionsCodec.listOf(count);
            for (int i = 0; i < count; i++) {
                members.add(read(in, depth + 1));
            }
            return new Literal.Members(members);
        }
        return new Literal.Scalar(domain(in, code), in.readString());
    }

    private static int code(LiteralDomain domain) {
        return switch (domain) {
            case BOOLEAN -> 1;
            case INTEGER -> 2;
            case FLOAT -> 3;
            case DOUBLE -> 4;
            case STRING -> 5;
            case UUID -> 6;
            case ENUMERATION_CASE -> 7;
        };
    }

    private static LiteralDomain domain(ByteReader in, int code) {
        for (LiteralDomain domain : LiteralDomain.values()) {
            if (code(domain) == code) {
                return domain;
            }
        }
        throw in.corrupt("a literal", "code " + code);
    }
}
