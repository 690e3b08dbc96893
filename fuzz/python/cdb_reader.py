#!/usr/bin/env python3
"""Reads CommitDB files (.cdb) without CommitDB.

Written from file-format-spec.md and docs/reference/states.md, with nothing but the standard library, so that these pages are
known to suffice. It is slow and holds everything in memory; it checks all that the pages tell a reader to check, compares the
trees with the log, and evaluates states by the letter.

    cdb_reader.py check FILE ...          verify; one line a file; exit code 1 when one is not sound
    cdb_reader.py json FILE [COMMIT ...]  commits, mutations, blobs, and the states at these commits, 'heads' or 'all';
                                          each document with the SHA-256 of its canonical bytes
"""

import base64
import bisect
import hashlib
import json
import math
import struct
import sys
import uuid

NONE_ID = bytes(32)
NO_UUID = bytes(16)
UNIT = 1 << 16


class Damaged(Exception):
    """The file is not what the specification says."""


def need(condition, message):
    if not condition:
        raise Damaged(message)


# --------------------------------------------------------------------------- checksum (section 1)


def _crc_tables():
    """What a byte does to the checksum, followed by 0 to 3 more bytes."""
    tables = [[]]
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        tables[0].append(byte)
    for _ in range(3):
        tables.append([tables[0][crc & 0xFF] ^ crc >> 8 for crc in tables[-1]])
    return tables


CRC_TABLES = _crc_tables()


def crc32c(data):
    """CRC32C, four bytes at a time."""
    crc = 0xFFFFFFFF
    first, second, third, fourth = CRC_TABLES
    words = len(data) // 4
    for word in struct.unpack_from(f"<{words}I", data):
        crc ^= word
        crc = fourth[crc & 0xFF] ^ third[crc >> 8 & 0xFF] ^ second[crc >> 16 & 0xFF] ^ first[crc >> 24]
    for byte in data[4 * words :]:
        crc = first[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def u16(data, at):
    return int.from_bytes(data[at : at + 2], "little")


def u32(data, at):
    return int.from_bytes(data[at : at + 4], "little")


def u64(data, at):
    return int.from_bytes(data[at : at + 8], "little")


# --------------------------------------------------------------------------- elements (section 7)


class Bytes:
    """A cursor over bytes that refuses what is not canonical."""

    def __init__(self, data, what, at=0, end=None):
        self.data = data
        self.what = what
        self.at = at
        self.end = len(data) if end is None else end

    def need(self, condition, message):
        if not condition:
            raise Damaged(f"{self.what}, offset {self.at}: {message}")

    def take(self, count):
        self.need(0 <= count <= self.end - self.at, f"{count} bytes expected, {self.end - self.at} there")
        self.at += count
        return self.data[self.at - count : self.at]

    def byte(self):
        return self.take(1)[0]

    def int(self):
        return u32(self.take(4), 0)

    def long(self):
        return u64(self.take(8), 0)

    def varint(self):
        number = 0
        for shift in range(0, 70, 7):
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.need(shift == 0 or byte != 0, "a number that is longer than necessary")
                self.need(number < 1 << 64, "a number of more than 64 bits")
                return number
        raise Damaged(f"{self.what}, offset {self.at}: a number without an end")

    def count(self):
        number = self.varint()
        self.need(number <= self.end - self.at, f"a count of {number}, more than there are bytes")
        return number

    def zigzag(self):
        raw = self.varint()
        return raw >> 1 ^ -(raw & 1)

    def string(self):
        raw = self.take(self.count())
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Damaged(f"{self.what}: {error}") from error

    def flag(self):
        byte = self.byte()
        self.need(byte < 2, f"0 or 1 expected, found {byte}")
        return byte == 1

    def uuid(self):
        return self.take(16)

    def id(self):
        return self.take(32)

    def finish(self):
        self.need(self.at == self.end, f"{self.end - self.at} bytes left over")


def put_varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def put_zigzag(number):
    return put_varint(number << 1 if number >= 0 else (-number << 1) - 1)


# --------------------------------------------------------------------------- types (section 7)
# A type is a tuple: its code, then its operands in the order of values. So tuples compare as types do.

BOOL, FLOAT, DOUBLE, BLOB_ID, COMMIT_ID, UUID, STRING, BLOB = 0x01, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10
VEC, MAT, TUPLE, OPTIONAL, VECTOR, SET, MAP, XARRAY = 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18
ANY, VARIANT, ENUMERATION, STRUCTURE, KEY, CONCEPT, CLUB, ANY_CONCEPT, ATTACHMENT = range(0x19, 0x22)

PRIMITIVES = {
    code: name
    for code, name in enumerate(
        "void bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 float double"
        " blob_id commit_id uuid string blob".split()
    )
}
INTEGERS = {0x02: (1, False), 0x03: (2, False), 0x04: (4, False), 0x05: (8, False)}
INTEGERS.update({0x06: (1, True), 0x07: (2, True), 0x08: (4, True), 0x09: (8, True)})
WIDTHS = {code: width for code, (width, _) in INTEGERS.items()}
WIDTHS.update({FLOAT: 4, DOUBLE: 8})
MAX_TYPE_NESTING = 128
MAX_ANY_NESTING = 256
MAX_STEPS = 1024

ANY_TYPE = (ANY,)
LIVE, EMPTIED, MASKED = 0, 1, 2


def read_type(data, named, depth=0):
    """A type; `named(code, id)` checks that there is such a definition."""
    data.need(depth < MAX_TYPE_NESTING, "types nest too deep")
    code = data.byte()
    if code in (VEC, MAT):
        element = data.byte()
        data.need(element in WIDTHS, "a vec or mat of what is no number")
        sizes = tuple(data.varint() for _ in range(1 if code == VEC else 2))
        data.need(min(sizes) > 0 and math.prod(sizes) <= 1 << 24, "the size of a vec or mat")
        return (code, (element,)) + sizes
    if code in (TUPLE, VARIANT):
        count = data.count()
        types = tuple(read_type(data, named, depth + 1) for _ in range(count))
        data.need(0 < count, "no types")
        data.need(code == TUPLE or (count <= 256 and len(set(types)) == count), "the alternatives of a variant")
        return (code, types)
    if code in (OPTIONAL, VECTOR, SET, XARRAY):
        return (code, read_type(data, named, depth + 1))
    if code == MAP:
        key = read_type(data, named, depth + 1)
        return (code, key, read_type(data, named, depth + 1))
    if code in (ENUMERATION, STRUCTURE):
        return (code, named(code, data.uuid()))
    if code == KEY:
        return (code, read_target(data, named))
    data.need(code == ANY or (code in PRIMITIVES and code != 0), f"no type has the code {code}")
    return (code,)


def read_target(data, named):
    code = data.byte()
    if code == ANY_CONCEPT:
        return (code,)
    data.need(code in (CONCEPT, CLUB), f"nothing that keys point at has the code {code}")
    return (code, named(code, data.uuid()))


def hashed_type(type_):
    """A type as runtime ids hash it: numbers are longs."""
    code = type_[0]
    out = bytes([code])
    if code in (VEC, MAT):
        return out + bytes(type_[1]) + b"".join(struct.pack("<q", size) for size in type_[2:])
    if code in (TUPLE, VARIANT):
        return out + struct.pack("<q", len(type_[1])) + b"".join(map(hashed_type, type_[1]))
    if code in (OPTIONAL, VECTOR, SET, XARRAY, KEY):
        return out + hashed_type(type_[1])
    if code == MAP:
        return out + hashed_type(type_[1]) + hashed_type(type_[2])
    if code in (ENUMERATION, STRUCTURE, CONCEPT, CLUB):
        return out + type_[1]
    return out


# --------------------------------------------------------------------------- definitions (section 7)


class Definition:
    def __init__(self, kind, namespace, name, documentation, content):
        self.kind = kind
        self.namespace = namespace
        self.name = name
        self.documentation = documentation
        self.content = content
        self.id = None

    def qualified(self):
        return f"{self.namespace[1]}::{self.name}"


def hashed_text(text):
    raw = text.encode()
    return struct.pack("<q", len(raw)) + raw


def built_in_id(name):
    return hashlib.md5(NO_UUID + hashed_text(name)).digest()


class Registry:
    """All definitions of a file, and a source of types."""

    def __init__(self):
        self.by_id = {}
        self.by_identity = {}

    def find(self, code, id_):
        found = self.by_id.get(id_)
        need(found is not None and found.kind == code, f"no definition {id_.hex()} of the kind {code}")
        return found

    def named(self, code, id_):
        self.find(code, id_)
        return id_

    def attachments(self):
        return [each for each in self.by_identity.values() if each.kind == ATTACHMENT]

    def identity(self, definition):
        target = None
        if definition.kind == ATTACHMENT and len(definition.content[0]) > 1:
            target = self.identity(self.find(*definition.content[0]))
        return (definition.kind == ATTACHMENT, definition.namespace[0], definition.name, target)

    def unite(self, record):
        """Adds the definitions of a record that are new, and members to clubs."""
        for definition in record:
            present = self.by_identity.get(record.identity(definition))
            if present is None:
                self.by_identity[record.identity(definition)] = definition
                self.by_id[definition.id] = definition
                continue
            need(present.kind == definition.kind, f"{definition.qualified()} is of two kinds")
            need(present.id == definition.id, f"{definition.qualified()} has two contents")
            if definition.kind == CLUB:
                present.content += [each for each in definition.content if each not in present.content]

    def conforms(self, target, concept):
        """Whether a key to `target` may have the concept."""
        if concept not in self.by_id or self.by_id[concept].kind != CONCEPT:
            return False
        if target[0] == ANY_CONCEPT:
            return True
        members = self.find(*target).content if target[0] == CLUB else [target[1]]
        while concept is not None:
            if concept in members:
                return True
            concept = self.find(CONCEPT, concept).content
        return False

    # The zero of a type and the values of default literals, for runtime ids.

    def zero(self, type_):
        code = type_[0]
        if code == VEC:
            return (self.zero(type_[1]),) * type_[2]
        if code == MAT:
            return (self.zero(type_[1]),) * (type_[2] * type_[3])
        if code == TUPLE:
            return tuple(map(self.zero, type_[1]))
        if code in (VECTOR, SET, MAP):
            return ()
        if code == STRUCTURE:
            return tuple(
                self.zero(field_type) if literal is None else self.meant(field_type, literal)
                for _, _, field_type, literal in self.find(*type_).content
            )
        if code == BOOL:
            return False
        if code in (FLOAT, DOUBLE):
            return 0.0
        if code == STRING:
            return ""
        if code == UUID:
            return NO_UUID
        return None if code in (OPTIONAL, ANY, VARIANT, XARRAY, KEY, BLOB, BLOB_ID, COMMIT_ID) else 0

    def meant(self, type_, literal):
        """The value that a default literal means."""
        code = type_[0]
        domain, content = literal
        if code == OPTIONAL:
            return (self.meant(type_[1], literal),)
        if domain == 8:
            if code == VEC:
                return tuple(self.meant(type_[1], each) for each in content)
            if code == MAT:
                return tuple(self.meant(type_[1], each) for _, column in content for each in column)
            if code in (VECTOR, SET):
                members = [self.meant(type_[1], each) for each in content]
                if code == SET:
                    members.sort(key=lambda each: order_key(type_[1], each))
                return tuple(members)
            if code == MAP:
                pairs = [(self.meant(type_[1], pair[0]), self.meant(type_[2], pair[1])) for _, pair in content]
                return tuple(sorted(pairs, key=lambda pair: order_key(type_[1], pair[0])))
            if code == TUPLE:
                types = type_[1]
            else:
                need(code == STRUCTURE, "a default that is a list")
                types = [each[2] for each in self.find(*type_).content]
            need(len(types) == len(content), "members of a default")
            return tuple(self.meant(each, member) for each, member in zip(types, content))
        if domain == 1:
            return content == "true"
        if domain == 2:
            return int(content)
        if domain == 3:
            return struct.unpack("<f", struct.pack("<f", float(content)))[0]
        if domain == 4:
            return float(content)
        if domain == 5:
            return content
        if domain == 6:
            return uuid.UUID(content).bytes
        return [case for case, _ in self.find(*type_).content].index(content)

    def hashed_default(self, type_, value):
        code = type_[0]
        if code == BOOL:
            return bytes([value])
        if code in INTEGERS:
            return value.to_bytes(INTEGERS[code][0], "little", signed=INTEGERS[code][1])
        if code in (FLOAT, DOUBLE):
            return put_number(type_, value)
        if code == STRING:
            return hashed_text(value)
        if code == UUID:
            return value
        if code == ENUMERATION:
            return bytes([value])
        if code == OPTIONAL:
            return b"\1" + self.hashed_default(type_[1], value[0]) if value is not None else b"\0"
        if code in (VEC, MAT):
            return b"".join(self.hashed_default(type_[1], each) for each in value)
        if code in (VECTOR, SET):
            parts = [self.hashed_default(type_[1], each) for each in value]
            return struct.pack("<q", len(parts)) + b"".join(parts)
        if code == MAP:
            parts = [self.hashed_default(type_[1], k) + self.hashed_default(type_[2], v) for k, v in value]
            return struct.pack("<q", len(parts)) + b"".join(parts)
        types = type_[1] if code == TUPLE else [each[2] for each in self.find(*type_).content]
        return b"".join(self.hashed_default(each, member) for each, member in zip(types, value))

    def runtime_id(self, definition):
        kind, content = definition.kind, definition.content
        out = definition.namespace[0] + hashed_text(definition.name)
        if kind == CONCEPT and content is not None:
            out += content
        elif kind == ENUMERATION:
            out += b"".join(hashed_text(name) for name, _ in content)
        elif kind == STRUCTURE:
            for name, _, type_, literal in content:
                out += hashed_text(name) + hashed_type(type_)
                if literal is not None:
                    hashed = self.hashed_default(type_, self.meant(type_, literal))
                    if hashed != self.hashed_default(type_, self.zero(type_)):
                        out += hashed
        elif kind == ATTACHMENT:
            out += hashed_type(content[0]) + hashed_type(content[1])
        return hashlib.md5(out).digest()


class DefinitionsRecord(Registry):
    """The definitions of one record, in declaration order."""

    def __init__(self, payload, what):
        super().__init__()
        data = Bytes(payload, what)
        data.need(data.byte() == 1, "the form of the definitions")
        namespaces = [(data.uuid(), data.string()) for _ in range(data.count())]
        count = data.count()
        placed = [None] * count
        for _ in range(count):
            place = data.varint()
            data.need(place < count and placed[place] is None, "the place of a definition")
            placed[place] = self.read(data, namespaces)
        data.finish()
        self.placed = placed

    def __iter__(self):
        return iter(self.placed)

    def read(self, data, namespaces):
        kind = data.byte()
        index = data.varint()
        data.need(index < len(namespaces), "a namespace")
        name, documentation, id_ = data.string(), data.string(), data.uuid()
        if kind == CONCEPT:
            content = self.named(CONCEPT, data.uuid()) if data.flag() else None
        elif kind == CLUB:
            content = [self.named(CONCEPT, data.uuid()) for _ in range(data.count())]
        elif kind == ENUMERATION:
            content = [(data.string(), data.string()) for _ in range(data.count())]
            data.need(0 < len(content) <= 256, "the cases of an enumeration")
        elif kind == STRUCTURE:
            content = [
                (data.string(), data.string(), read_type(data, self.named), self.literal(data, 0))
                for _ in range(data.count())
            ]
        else:
            data.need(kind == ATTACHMENT, f"no definition is of the kind {kind}")
            content = (read_target(data, self.named), read_type(data, self.named))
        definition = Definition(kind, namespaces[index], name, documentation, content)
        definition.id = id_
        data.need(self.runtime_id(definition) == id_, f"the runtime id of {definition.qualified()}")
        self.by_id[id_] = definition
        return definition

    def literal(self, data, depth):
        data.need(depth < 256, "default literals nest too deep")
        code = data.byte()
        if code == 0:
            return None
        if code == 8:
            return (8, [self.literal(data, depth + 1) for _ in range(data.count())])
        data.need(code < 8, "a literal")
        return (code, data.string())


# --------------------------------------------------------------------------- values (section 7)
# A value has the shape that its type tells: bool, int, float, str, bytes (uuid, ids, blob); the index of a case; tuples of values
# (structure, tuple, vec, mat, vector, set); None or (value,) for an optional; (key, value) pairs for a map; (position, state,
# value) for the slots of an xarray; (index, value) for a variant; None or (type, value) for an any; (instance, concept) for a key.


def read_number(data, type_):
    code = type_[0]
    if code == FLOAT:
        bits = data.int()
        data.need(bits & 0x7FFFFFFF <= 0x7F800000 or bits == 0x7FC00000, "a NaN")
        return struct.unpack("<f", struct.pack("<I", bits))[0]
    if code == DOUBLE:
        bits = data.long()
        data.need(bits & (1 << 63) - 1 <= 0x7FF << 52 or bits == 0x7FF8 << 48, "a NaN")
        return struct.unpack("<d", struct.pack("<Q", bits))[0]
    width, signed = INTEGERS[code]
    return int.from_bytes(data.take(width), "little", signed=signed)


def put_number(type_, value):
    if type_[0] == FLOAT:
        return b"\0\0\xc0\x7f" if math.isnan(value) else struct.pack("<f", value)
    if type_[0] == DOUBLE:
        return b"\0\0\0\0\0\0\xf8\x7f" if math.isnan(value) else struct.pack("<d", value)
    width, signed = INTEGERS[type_[0]]
    return value.to_bytes(width, "little", signed=signed)


class Values:
    """Reads values."""

    def __init__(self, registry):
        self.registry = registry

    def fields(self, type_):
        return self.registry.find(*type_).content

    def typed(self, data, inside=None):
        type_ = read_type(data, self.registry.named)
        return type_, self.read(data, type_, inside)

    def read(self, data, type_, inside=None):
        """A value; `inside` counts the levels below the outermost any, None outside of one."""
        code = type_[0]
        if code >= TUPLE and code not in (ENUMERATION, KEY) and inside is not None:
            inside += 1
            data.need(inside <= MAX_ANY_NESTING, "an any that nests too deep")
        if code == BOOL:
            return data.flag()
        if code in INTEGERS:
            width, signed = INTEGERS[code]
            number = data.zigzag() if signed else data.varint()
            low, high = (-(1 << 8 * width - 1), 1 << 8 * width - 1) if signed else (0, 1 << 8 * width)
            data.need(low <= number < high, f"{number} is not in the range of {PRIMITIVES[code]}")
            return number
        if code in (FLOAT, DOUBLE):
            return read_number(data, type_)
        if code in (BLOB_ID, COMMIT_ID):
            return data.id()
        if code == UUID:
            return data.uuid()
        if code == STRING:
            return data.string()
        if code == BLOB:
            return data.take(data.count())
        if code in (VEC, MAT):
            return tuple(read_number(data, type_[1]) for _ in range(math.prod(type_[2:])))
        if code == TUPLE:
            return tuple(self.read(data, each, inside) for each in type_[1])
        if code == STRUCTURE:
            return tuple(self.read(data, field[2], inside) for field in self.fields(type_))
        if code == ENUMERATION:
            index = data.byte()
            data.need(index < len(self.fields(type_)), "a case")
            return index
        if code == OPTIONAL:
            return (self.read(data, type_[1], inside),) if data.flag() else None
        if code == VECTOR:
            return tuple(self.read(data, type_[1], inside) for _ in range(data.count()))
        if code == SET:
            elements = tuple(self.read(data, type_[1], inside) for _ in range(data.count()))
            self.ascending(data, [order_key(type_[1], each) for each in elements])
            return elements
        if code == MAP:
            pairs = []
            for _ in range(data.count()):
                key = self.read(data, type_[1], inside)
                pairs.append((key, self.read(data, type_[2], inside)))
            self.ascending(data, [order_key(type_[1], key) for key, _ in pairs])
            return tuple(pairs)
        if code == XARRAY:
            return self.xarray(data, type_, inside)
        if code == VARIANT:
            index = data.byte()
            data.need(index < len(type_[1]), "an alternative")
            return (index, self.read(data, type_[1][index], inside))
        if code == ANY:
            return self.typed(data, 0 if inside is None else inside) if data.flag() else None
        return self.key(data, type_)

    @staticmethod
    def ascending(data, keys):
        data.need(all(left < right for left, right in zip(keys, keys[1:])), "elements out of order")

    def xarray(self, data, type_, inside):
        slots = []
        for _ in range(data.count()):
            position, state = data.uuid(), data.byte()
            data.need(position != NO_UUID and state <= MASKED, "a slot")
            slots.append((position, state, self.read(data, type_[1], inside) if state == LIVE else None))
        data.need(len({position for position, _, _ in slots}) == len(slots), "two slots at one position")
        return tuple(slots)

    def key(self, data, type_):
        form, instance = data.byte(), data.uuid()
        if form == 0:
            return (instance, NO_UUID)
        target = type_[1]
        own = target[1] if target[0] == CONCEPT else None
        if form == 1:
            data.need(own is not None, "the concept of a key")
            return (instance, own)
        concept = data.uuid()
        data.need(form == 2 and concept != own and self.registry.conforms(target, concept), "a key")
        return (instance, concept)


def put_type(type_):
    code = type_[0]
    out = bytes([code])
    if code in (VEC, MAT):
        return out + bytes(type_[1]) + b"".join(map(put_varint, type_[2:]))
    if code in (TUPLE, VARIANT):
        return out + put_varint(len(type_[1])) + b"".join(map(put_type, type_[1]))
    if code in (OPTIONAL, VECTOR, SET, MAP, XARRAY, KEY):
        return out + b"".join(map(put_type, type_[1:]))
    return out + type_[1] if len(type_) > 1 else out


def put_value(type_, value):
    """The canonical bytes of a value."""
    code = type_[0]
    each = lambda types, values: b"".join(put_value(type_, value) for type_, value in zip(types, values))
    counted = lambda raw: put_varint(len(raw)) + raw
    if code == BOOL or code == ENUMERATION:
        return bytes([value])
    if code in INTEGERS:
        return put_zigzag(value) if INTEGERS[code][1] else put_varint(value)
    if code in (FLOAT, DOUBLE):
        return put_number(type_, value)
    if code in (BLOB_ID, COMMIT_ID, UUID):
        return value
    if code in (STRING, BLOB):
        return counted(value.encode() if code == STRING else value)
    if code in (VEC, MAT):
        return b"".join(put_number(type_[1], number) for number in value)
    if code in (TUPLE, STRUCTURE):
        return each(type_[1] if code == TUPLE else STRUCTURES[type_[1]], value)
    if code == OPTIONAL:
        return b"\0" if value is None else b"\1" + put_value(type_[1], value[0])
    if code in (VECTOR, SET):
        return put_varint(len(value)) + each([type_[1]] * len(value), value)
    if code == MAP:
        return put_varint(len(value)) + b"".join(each(type_[1:], pair) for pair in value)
    if code == XARRAY:
        slots = (
            position + bytes([state]) + (put_value(type_[1], held) if state == LIVE else b"")
            for position, state, held in value
        )
        return put_varint(len(value)) + b"".join(slots)
    if code == VARIANT:
        return bytes([value[0]]) + put_value(type_[1][value[0]], value[1])
    if code == ANY:
        return b"\0" if value is None else b"\1" + put_type(value[0]) + put_value(*value)
    instance, concept = value
    if concept == NO_UUID:
        return b"\0" + instance
    return b"\1" + instance if type_[1] == (CONCEPT, concept) else b"\2" + instance + concept


def order_key(type_, value):
    """What Python compares as the specification compares values; equal exactly when the values are."""
    code = type_[0]
    if code in (FLOAT, DOUBLE):
        if math.isnan(value):
            return (0, 0)
        bits = struct.unpack("<q", struct.pack("<d", value))[0]
        return (1, bits if bits >= 0 else -(bits & (1 << 63) - 1) - 1)
    if code == STRING:
        return value.encode()
    if code in (VEC, MAT, VECTOR, SET):
        return tuple(order_key(type_[1], each) for each in value)
    if code == TUPLE:
        return tuple(order_key(each, member) for each, member in zip(type_[1], value))
    if code == STRUCTURE:
        return tuple(order_key(each, member) for each, member in zip(STRUCTURES[type_[1]], value))
    if code == OPTIONAL:
        return () if value is None else (order_key(type_[1], value[0]),)
    if code == MAP:
        return tuple((order_key(type_[1], key), order_key(type_[2], held)) for key, held in value)
    if code == XARRAY:
        live = tuple(order_key(type_[1], held) for _, state, held in value if state == LIVE)
        return (tuple(slot[0] for slot in value), tuple(slot[1] for slot in value), live)
    if code == VARIANT:
        return (value[0], order_key(type_[1][value[0]], value[1]))
    if code == ANY:
        return () if value is None else (value[0], order_key(value[0], value[1]))
    return value


# The field types of structures, by runtime id, which is a hash of them: the same in every file.
STRUCTURES = {}


def nesting(type_, value):
    """How many levels a value nests."""
    code = type_[0]
    if code < TUPLE or code in (ENUMERATION, KEY):
        return 0
    if code in (VECTOR, SET):
        inner = [nesting(type_[1], each) for each in value]
    elif code == TUPLE:
        inner = [nesting(each, member) for each, member in zip(type_[1], value)]
    elif code == STRUCTURE:
        inner = [nesting(each, member) for each, member in zip(STRUCTURES[type_[1]], value)]
    elif code == OPTIONAL:
        inner = [] if value is None else [nesting(type_[1], value[0])]
    elif code == MAP:
        inner = [max(nesting(type_[1], key), nesting(type_[2], held)) for key, held in value]
    elif code == XARRAY:
        inner = [nesting(type_[1], held) for _, state, held in value if state == LIVE]
    elif code == VARIANT:
        inner = [nesting(type_[1][value[0]], value[1])]
    else:
        inner = [] if value is None else [nesting(*value)]
    return 1 + max(inner, default=0)


def blobs_in(type_, value, found):
    """Adds the blob ids that a value holds."""
    code = type_[0]
    if code == BLOB_ID:
        if value != NONE_ID:
            found.add(value)
    elif code in (VECTOR, SET):
        for each in value:
            blobs_in(type_[1], each, found)
    elif code in (TUPLE, STRUCTURE):
        types = type_[1] if code == TUPLE else STRUCTURES[type_[1]]
        for each, member in zip(types, value):
            blobs_in(each, member, found)
    elif code == OPTIONAL and value is not None:
        blobs_in(type_[1], value[0], found)
    elif code == MAP:
        for key, held in value:
            blobs_in(type_[1], key, found)
            blobs_in(type_[2], held, found)
    elif code == XARRAY:
        for _, state, held in value:
            if state == LIVE:
                blobs_in(type_[1], held, found)
    elif code == VARIANT:
        blobs_in(type_[1][value[0]], value[1], found)
    elif code == ANY and value is not None:
        blobs_in(*value, found)


# --------------------------------------------------------------------------- paths and opcodes (section 7)

FIELD, INDEX, MAP_KEY, POSITION, UNWRAP = "field", "index", "key", "position", "unwrap"


def types_after(registry, possible, step):
    """The types that a place may have one step further; None for unknown."""
    if possible is None:
        return None
    kind, operand = step[0], step[1:]
    result = []
    for type_ in possible:
        code = type_[0]
        found = ()
        if kind == FIELD and code == STRUCTURE:
            found = [each[2] for each in registry.find(*type_).content if each[0] == operand[0]]
        elif kind == INDEX and code == VECTOR:
            found = [type_[1]]
        elif kind == INDEX and code == TUPLE and operand[0] < len(type_[1]):
            found = [type_[1][operand[0]]]
        elif kind == INDEX and code == VEC and operand[0] < type_[2]:
            found = [type_[1]]
        elif kind == MAP_KEY and code == MAP and type_[1] == operand[0]:
            found = [type_[2]]
        elif kind == POSITION and code == XARRAY:
            found = [type_[1]]
        elif kind == UNWRAP and code == ANY:
            return None
        elif kind == UNWRAP and code == OPTIONAL:
            found = [type_[1]]
        elif kind == UNWRAP and code == VARIANT:
            found = type_[1]
        result += [each for each in found if each not in result]
    need(result, "a path that leads nowhere")
    return result


def read_path(data, values, document):
    """The steps, and the type of the place, None when it is not known."""
    possible = [document]
    steps = []
    count = data.varint()
    data.need(count <= MAX_STEPS, "a path with too many steps")
    for _ in range(count):
        known = possible[0] if possible is not None and len(possible) == 1 else None
        code = data.byte()
        if code == 0:
            data.need(known is not None and known[0] == STRUCTURE, "a field of what is no structure")
            index = data.varint()
            fields = values.fields(known)
            data.need(index < len(fields), "a field")
            step = (FIELD, fields[index][0])
        elif code == 1:
            data.need(known is None or known[0] != STRUCTURE, "a field by name where the type is known")
            step = (FIELD, data.string())
        elif code == 2:
            step = (INDEX, data.varint())
            data.need(step[1] < 1 << 31, "an index")
        elif code == 3:
            data.need(known is not None and known[0] == MAP, "a key of what is no map")
            step = (MAP_KEY, known[1], values.read(data, known[1]))
        elif code == 4:
            data.need(known is None or known[0] != MAP, "a typed key where the type is known")
            step = (MAP_KEY,) + values.typed(data)
        elif code == 5:
            step = (POSITION, data.uuid())
        else:
            data.need(code == 6, f"no step has the code {code}")
            step = (UNWRAP,)
        possible = types_after(values.registry, possible, step)
        steps.append(step)
    return steps, possible[0] if possible is not None and len(possible) == 1 else None


VERBS = {
    1: "set",
    2: "remove",
    3: "update",
    4: "union_in_set",
    5: "subtract_in_set",
    6: "union_in_map",
    7: "update_in_map",
    8: "subtract_in_map",
    9: "insert_in_xarray",
    10: "update_in_xarray",
    11: "remove_in_xarray",
}
CONTAINER_OF = {"union_in_set": SET, "subtract_in_set": SET}
CONTAINER_OF.update({"union_in_map": MAP, "update_in_map": MAP, "subtract_in_map": MAP})


class Opcode:
    def __init__(self, verb):
        self.verb = verb
        self.path = []
        self.known = True
        self.before = None
        self.position = None
        self.operand = None


def read_opcode(data, values, document):
    code = data.byte()
    data.need(code in VERBS, f"no verb has the code {code}")
    opcode = Opcode(VERBS[code])
    if opcode.verb == "set":
        opcode.operand = (document, values.read(data, document))
    if opcode.verb in ("set", "remove"):
        return opcode
    opcode.path, place = read_path(data, values, document)
    opcode.known = place is not None
    expected = place
    if opcode.verb in CONTAINER_OF:
        data.need(place is None or place[0] == CONTAINER_OF[opcode.verb], "the kind of container")
        if opcode.verb == "subtract_in_map" and place is not None:
            expected = (SET, place[1])
    elif opcode.verb.endswith("xarray"):
        data.need(place is None or place[0] == XARRAY, "the kind of container")
        expected = place[1] if place is not None else None
        if opcode.verb == "insert_in_xarray":
            opcode.before = data.uuid()
        opcode.position = data.uuid()
        data.need(opcode.position != NO_UUID, "a slot at the end")
    if opcode.verb != "remove_in_xarray":
        if expected is None:
            opcode.operand = values.typed(data)
            wanted = {"subtract_in_map": SET}.get(opcode.verb, CONTAINER_OF.get(opcode.verb))
            data.need(wanted is None or opcode.operand[0][0] == wanted, "the kind of the operand")
        else:
            opcode.operand = (expected, values.read(data, expected))
    return opcode


# --------------------------------------------------------------------------- commits (section 7)

KINDS = {1: "mutations", 2: "merge", 3: "disable", 4: "enable"}


class Section:
    """What a commit does to one document, encoded."""

    def __init__(self, attachment, instance, baseline, offset, length):
        self.attachment = attachment
        self.instance = instance
        self.baseline = baseline
        self.offset = offset
        self.length = length


class Commit:
    def __init__(self, form, what):
        self.form = form
        self.id = hashlib.sha256(form).digest()
        self.author = self.label = ""
        self.target = NONE_ID
        self.timestamp = None
        self.blobs = []
        self.sections = []
        data = Bytes(form, what)
        data.need(data.byte() == 1, "the format tag")
        code = data.byte()
        data.need(code in KINDS, f"no commit is of the kind {code}")
        self.kind = KINDS[code]
        self.parent = data.id()
        if self.kind != "mutations":
            self.target = data.id()
            data.need(self.target != NONE_ID and self.parent != NONE_ID, "a parent and a target")
        if self.kind == "merge":
            data.need(self.target != self.parent, "a merge with itself")
        else:
            self.timestamp = data.long()
            data.need(self.timestamp < 1 << 63, "a time before 1970")
            self.author, self.label = data.string(), data.string()
        if self.kind == "mutations":
            self.read_program(data)
        data.finish()

    def read_program(self, data):
        attachments = [data.uuid() for _ in range(data.count())]
        data.need(len(set(attachments)) == len(attachments), "an attachment twice")
        self.blobs = [data.id() for _ in range(data.count())]
        data.need(all(l < r for l, r in zip([NONE_ID] + self.blobs, self.blobs)), "blob ids out of order")
        used = 0
        count = data.count()
        data.need(count > 0, "a program without documents")
        for _ in range(count):
            index = data.varint()
            data.need(index <= used and index < len(attachments), "attachments out of order")
            used = max(used, index + 1)
            instance, baseline, length = data.uuid(), data.flag(), data.count()
            data.need(length > 0, "a document without opcodes")
            self.sections.append(Section(attachments[index], instance, baseline, data.at, length))
            data.take(length)
        data.need(used == len(attachments), "an attachment that is not used")
        data.need(len({(s.attachment, s.instance) for s in self.sections}) == count, "a document twice")

    def decode(self, section, values):
        """The concept by which the commit names the document, and the opcodes."""
        attachment = values.registry.find(ATTACHMENT, section.attachment)
        target, document = attachment.content
        data = Bytes(self.form, f"commit {self.id.hex()}", section.offset, section.offset + section.length)
        own = target[1] if target[0] == CONCEPT else None
        form = data.byte()
        if form == 1:
            data.need(own is not None, "the concept of a document")
            concept = own
        else:
            data.need(form == 2, "the form of the concept")
            concept = data.uuid()
            data.need(concept != own and values.registry.conforms(target, concept), "the concept of a document")
        opcodes = []
        while not opcodes or data.at < data.end:
            opcodes.append(read_opcode(data, values, document))
        baseline = any(opcode.verb in ("set", "remove") for opcode in opcodes)
        data.need(baseline == section.baseline, "the flags of a document")
        return concept, opcodes

    def check_blobs(self, values):
        """The list of blobs has those that the program holds, and no other."""
        found = set()
        for section in self.sections:
            for opcode in self.decode(section, values)[1]:
                if opcode.operand is not None:
                    blobs_in(*opcode.operand, found)
                for step in opcode.path:
                    if step[0] == MAP_KEY:
                        blobs_in(step[1], step[2], found)
        need(sorted(found) == self.blobs, f"commit {self.id.hex()}: the list of blobs")


# --------------------------------------------------------------------------- replay (states.md)


def find_key(type_, pairs, key):
    keys = [order_key(type_, each) for each, _ in pairs]
    wanted = order_key(type_, key)
    at = bisect.bisect_left(keys, wanted)
    return at, at < len(keys) and keys[at] == wanted


def find_slot(slots, position):
    return next((at for at, slot in enumerate(slots) if slot[0] == position), None)


def step_down(type_, value, step):
    """The type and value of the place that a step leads to, None when there is none."""
    kind, code = step[0], type_[0]
    if kind == FIELD and code == STRUCTURE:
        for at, name in enumerate(FIELD_NAMES[type_[1]]):
            if name == step[1]:
                return STRUCTURES[type_[1]][at], value[at], at
    elif kind == INDEX and code in (VECTOR, TUPLE, VEC) and step[1] < len(value):
        return type_[1][step[1]] if code == TUPLE else type_[1], value[step[1]], step[1]
    elif kind == MAP_KEY and code == MAP and type_[1] == step[1]:
        at, found = find_key(type_[1], value, step[2])
        if found:
            return type_[2], value[at][1], at
    elif kind == POSITION and code == XARRAY:
        at = find_slot(value, step[1])
        if at is not None and value[at][1] == LIVE:
            return type_[1], value[at][2], at
    elif kind == UNWRAP and code in (OPTIONAL, ANY, VARIANT) and value is not None:
        if code == OPTIONAL:
            return type_[1], value[0], 0
        return (value[0], value[1], 0) if code == ANY else (type_[1][value[0]], value[1], 0)
    return None


# The field names of structures, by runtime id.
FIELD_NAMES = {}


def replaced(type_, value, at, inner_type, inner):
    """The value with another one in the place that a step led to; None when an any cannot hold it."""
    code = type_[0]
    if code in (STRUCTURE, VECTOR, TUPLE, VEC):
        return value[:at] + (inner,) + value[at + 1 :]
    if code == MAP:
        return value[:at] + ((value[at][0], inner),) + value[at + 1 :]
    if code == XARRAY:
        return value[:at] + ((value[at][0], LIVE, inner),) + value[at + 1 :]
    if code == OPTIONAL:
        return (inner,)
    if code == VARIANT:
        return (value[0], inner)
    return (inner_type, inner) if nesting(inner_type, inner) <= MAX_ANY_NESTING else None


def changed(opcode, type_, value):
    """What the opcode makes of the value at the end of its path; None when it has no effect."""
    verb = opcode.verb
    operand_type, operand = opcode.operand if opcode.operand is not None else (None, None)
    if verb == "update":
        return (operand,) if type_ == operand_type else None
    if verb.endswith("xarray"):
        if type_[0] != XARRAY or (operand_type is not None and type_[1] != operand_type):
            return None
        return changed_slots(opcode, value, operand)
    if verb == "subtract_in_map":
        if type_[0] != MAP or operand_type != (SET, type_[1]):
            return None
        gone = {order_key(type_[1], each) for each in operand}
        return (tuple(pair for pair in value if order_key(type_[1], pair[0]) not in gone),)
    if type_ != operand_type:
        return None
    if type_[0] == SET:
        elements = {order_key(type_[1], each): each for each in value}
        for each in operand:
            if verb == "union_in_set":
                elements[order_key(type_[1], each)] = each
            else:
                elements.pop(order_key(type_[1], each), None)
        return (tuple(elements[key] for key in sorted(elements)),)
    pairs = {order_key(type_[1], key): (key, held) for key, held in value}
    hit = not operand
    for key, held in operand:
        wanted = order_key(type_[1], key)
        if verb == "union_in_map" or wanted in pairs:
            pairs[wanted] = (key, held)
            hit = True
    return (tuple(pairs[key] for key in sorted(pairs)),) if hit else None


def changed_slots(opcode, slots, operand):
    at = find_slot(slots, opcode.position)
    if opcode.verb == "insert_in_xarray":
        if at is None:
            return (inserted(slots, opcode, LIVE, operand),)
    elif at is None or slots[at][1] == MASKED:
        return None
    elif opcode.verb == "remove_in_xarray":
        return (slots[:at] + ((opcode.position, EMPTIED, None),) + slots[at + 1 :],)
    return (slots[:at] + ((opcode.position, LIVE, operand),) + slots[at + 1 :],)


def inserted(slots, opcode, state, value):
    anchor = find_slot(slots, opcode.before)
    at = len(slots) if anchor is None else anchor
    return slots[:at] + ((opcode.position, state, value),) + slots[at:]


def masked(opcode, type_, value):
    """What an insert of a disabled commit makes of the value; None when it has no effect."""
    if opcode.verb != "insert_in_xarray" or type_[0] != XARRAY or type_[1] != opcode.operand[0]:
        return None
    if find_slot(value, opcode.position) is not None:
        return None
    return (inserted(value, opcode, MASKED, None),)


def edit(document_type, document, opcode, change):
    """The document after `change` at the end of the opcode's path; itself when there is no effect."""
    way = []
    type_, value = document_type, document
    for step in opcode.path:
        down = step_down(type_, value, step)
        if down is None:
            return document
        way.append((type_, value, down[2]))
        type_, value = down[0], down[1]
    result = change(opcode, type_, value)
    if result is None:
        return document
    inner = result[0]
    for outer_type, outer, at in reversed(way):
        inner = replaced(outer_type, outer, at, type_, inner)
        if inner is None:
            return document
        type_ = outer_type
    return inner


class Missing:
    """In place of a document that is not there."""


MISSING = Missing()


def apply(document_type, document, opcode, enabled):
    if not enabled:
        return document if document is MISSING else edit(document_type, document, opcode, masked)
    if opcode.verb == "set":
        return opcode.operand[1]
    if opcode.verb == "remove" or document is MISSING:
        return MISSING
    return edit(document_type, document, opcode, changed)


# --------------------------------------------------------------------------- the log (sections 2 and 3)


class Record:
    def __init__(self, offset, data):
        self.offset = offset
        self.crc = u32(data, 0)
        self.length = u32(data, 4)
        self.seq = u64(data, 8)
        self.prev_crc = u32(data, 16)
        self.type = data[20]
        self.flags = data[21]
        self.last = bool(data[21] & 1)
        self.txn = u64(data, 24)
        self.durable_seq = u64(data, 32)
        self.payload = data[40 : 40 + self.length]
        self.end = offset + len(data)


class Root:
    def __init__(self, data, tree):
        self.page, self.crc, self.height, self.tree = u32(data, 0), u32(data, 4), data[8], data[9]
        self.entries = u64(data, 16)
        empty = not (self.page or self.height or self.entries or self.crc)
        full = self.page and 0 < self.height <= 33 and self.entries
        unused = empty and self.tree == 0
        need(unused or (self.tree == tree and (empty or full)), f"the root of tree {tree}")


class Meta:
    def __init__(self, block):
        self.seq, self.replay_offset, self.replay_seq = u64(block, 8), u64(block, 16), u64(block, 24)
        self.replay_prev_crc, self.clean = u32(block, 32), bool(u32(block, 36) & 1)
        self.last_ordinal, self.high_water, self.last_txn = u64(block, 40), u64(block, 48), u64(block, 56)
        self.extent = (u64(block, 464), u64(block, 472), u64(block, 480))
        self.roots = {tree: Root(block[64 + 24 * (tree - 1) :][:24], tree) for tree in TREES}


TREES = {
    1: "COMMITS",
    2: "ORDER",
    3: "RUNS",
    4: "CHILDREN",
    5: "HEADS",
    6: "ROOTS",
    7: "TOGGLES",
    8: "TOUCHES",
    9: "BLOBS",
    10: "DEFINITIONS",
    11: "EXTENTS",
    12: "FRAMES",
    13: "DELETED",
}
COMMIT, BLOB_INLINE, BLOB_EXTENT, DEFINITIONS, TOMBSTONE, NEXT_EXTENT, ALLOC, FREE, DROP_BLOB = 1, 2, 3, 4, 6, 7, 8, 9, 10
FRAME, DROP_FRAMES = 128, 129
LZ4, BLOBS_FORCED = 2, 4
LOG_EXTENT, TREE_EXTENT, BLOB_IN_USE, BLOB_FREE, BLOB_PENDING = 1, 2, 3, 4, 5
FIRST_EXTENT = (0x10000, UNIT, 1)


class File:
    """A file, checked: its log and its trees."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = file.read()
        self.read_header()
        self.pages = {}
        self.slots = [self.read_slot(0x4000), self.read_slot(0x8000)]
        sound = [meta for meta in self.slots if meta is not None]
        self.meta = None
        for meta in sorted(sound, key=lambda each: -each.seq):
            if self.meta is None and all(self.root_is_sound(root) for root in meta.roots.values()):
                self.meta = meta
        self.durable_seq = max((meta.replay_seq - 1 for meta in sound), default=0)
        self.records = []
        self.read_log()

    def crc(self, offset, data):
        return crc32c(struct.pack("<QQ", self.salt, offset) + data)

    def block(self, offset, length):
        return self.data[offset : offset + length]

    def read_header(self):
        block = self.block(0, 512)
        if block[:8] != b"\x89CDB\r\n\x1a\n":
            kind = "an interrupted creation" if len(self.data) <= 2 * UNIT and not any(block[:8]) else "another kind of file"
            if block.startswith(b"SQLite format 3\0"):
                kind = "an SQLite database"
            raise Damaged(f"not a CommitDB file, but {kind}")
        need(len(block) == 512 and u16(block, 8) == 1, f"major version {u16(block, 8)}")
        self.salt = u64(block, 64)
        need(u32(block, 508) == self.crc(0, block[:508]), "the checksum of the header")
        need(u64(block, 24) == 0, "incompatible features")
        need(12 <= block[12] <= 16 and block[13] == 2 and block[14] == 1, "page size or algorithms")
        self.page_size = 1 << block[12]
        self.uuid, self.parent_uuid = block[48:64], block[80:96]
        need(len(self.data) >= 2 * UNIT, "the file was cut")

    def read_slot(self, offset):
        block = self.block(offset, 512)
        if u32(block, 0) != self.crc(offset, block[4:]) or block[4:8] != b"META":
            return None
        try:
            meta = Meta(block)
        except Damaged:
            return None
        extent, length, seq = meta.extent
        fits = extent > 0 and length > 0 and extent % UNIT == 0 and length % UNIT == 0 and seq > 0
        sound = (
            fits
            and offset == (0x8000 if meta.seq & 1 else 0x4000)
            and extent + length <= meta.high_water
            and meta.high_water % UNIT == 0
            and meta.replay_seq > 0
            and meta.replay_offset % 8 == 0
            and extent + 64 <= meta.replay_offset < extent + length
        )
        return meta if sound else None

    # The log.

    def read_record(self, offset, end):
        """A record with a right checksum, whatever its seq; None when there is none."""
        if end - offset < 40:
            return None
        length = u32(self.data, offset + 4)
        size = (40 + length + 7) // 8 * 8
        if length > 1 << 24 or size > end - offset:
            return None
        data = self.block(offset, size)
        return Record(offset, data) if u32(data, 0) == self.crc(offset, data[4:]) else None

    def extent_header(self, offset):
        """(extentSeq, previous extent, first seq, length, prevCrc), None when it is not sound."""
        header = self.block(offset, 64)
        if len(header) < 64 or header[4:8] != b"LOGX" or u32(header, 0) != self.crc(offset, header[4:]):
            return None
        return (u64(header, 8), u64(header, 16), u64(header, 24), u64(header, 32), u32(header, 40))

    def read_log(self):
        extent, seq, prev_crc, offset = FIRST_EXTENT, 1, 0, FIRST_EXTENT[0] + 64
        previous = 0
        unallocated = 2 * UNIT
        open_txn, last_txn, pending = None, 0, []
        self.extents = [(FIRST_EXTENT[0], FIRST_EXTENT[1], 1)]
        new_extent = True
        while True:
            end = min(extent[0] + extent[1], len(self.data))
            header = (extent[2], previous, seq, extent[1], prev_crc)
            fits = not new_extent or self.extent_header(extent[0]) == header
            record = self.read_record(offset, end) if fits else None
            if record is not None and (record.seq != seq or record.prev_crc != prev_crc):
                record = None
            if record is None or (open_txn is not None and record.txn != open_txn):
                break
            new_extent = False
            need(record.type >= 128 or record.type in (1, 2, 3, 4, 6, 7, 8, 9, 10), f"a record of the unknown type {record.type}")
            need(open_txn is not None or record.txn > last_txn, f"the number of the transaction of record {seq}")
            need(record.durable_seq < record.seq, f"durableSeq of record {seq}")
            seq, prev_crc, offset = seq + 1, record.crc, record.end
            pending.append(record)
            if record.type in (NEXT_EXTENT, ALLOC):
                need(record.length == 24, f"the payload of record {record.seq}")
                place, length, third = (u64(record.payload, at) for at in (0, 8, 16))
                fits = place >= 2 * UNIT and length > 0 and place % UNIT == 0 and length % UNIT == 0
                need(fits, f"the extent that record {record.seq} allocates")
                unallocated = max(unallocated, place + length)
                if record.type == NEXT_EXTENT:
                    need(third == extent[2] + 1 and not record.last, f"NEXT_EXTENT, record {record.seq}")
                    previous, extent, offset = extent[0], (place, length, third), place + 64
                    new_extent = True
            open_txn = None if record.last else record.txn
            if record.last:
                last_txn = record.txn
                self.records += pending
                pending = []
        self.check_end(extent, offset, seq, unallocated)
        need(len(self.records) >= self.durable_seq, f"log record {len(self.records) + 1}, which a checkpoint knew")
        self.collect_extents()

    def check_end(self, extent, offset, seq, unallocated):
        """Nothing further on proves that the missing record was durable."""
        places = [(offset, min(extent[0] + extent[1], len(self.data)))]
        if all(slot is None for slot in self.slots):
            places = [(offset, len(self.data))]
        for place in range(unallocated, len(self.data) - 63, UNIT):
            header = self.extent_header(place)
            if header is not None:
                places.append((place + 64, min(place + header[3], len(self.data))))
        for start, end in places:
            for at in range(start, end - 39, 8):
                later, durable = u64(self.data, at + 8), u64(self.data, at + 32)
                if seq < later and seq <= durable < later and self.read_record(at, end) is not None:
                    raise Damaged(f"log record {seq} at offset {offset} is damaged: record {later} proves that it was durable")

    def collect_extents(self):
        for record in self.records:
            if record.type in (NEXT_EXTENT, ALLOC):
                kind = 1 if record.type == NEXT_EXTENT else u64(record.payload, 16)
                need(record.type == NEXT_EXTENT or kind in (2, 3), f"the kind of extent of record {record.seq}")
                self.extents.append((u64(record.payload, 0), u64(record.payload, 8), kind))
        ends, before = 2 * UNIT, 0
        for offset, length, kind in sorted(self.extents[1:]):
            again = kind == before == 3  # extents for blobs are allocated again, whole or in part
            need((ends <= offset or again) and offset + length <= len(self.data), f"the extent at {offset}")
            ends, before = max(ends, offset + length), kind

    # The trees (section 6).

    def page(self, number, crc, tree, level):
        """The leftmost child of a page, its cells (key, value or (child, crc)), and its birthSeq."""
        name = (number, crc, tree, level)
        if name not in self.pages:
            self.pages[name] = self.read_page(*name)
        return self.pages[name]

    def read_page(self, number, crc, tree, level):
        size = self.page_size
        page = self.block(number * size, size)
        what = f"page {number} of tree {tree}"
        need(len(page) == size and u32(page, 0) == crc, f"{what}: not the page that was meant")
        need(self.crc(number * size, page[4:]) == crc, f"{what}: checksum")
        kind, count, prefix_length, heap_start = page[4], u16(page, 6), u16(page, 12), u16(page, 14)
        need(kind == (0x11 if level else 0x10) and page[5] == level, f"{what}: kind or level")
        need(u32(page, 8) == number and u16(page, 24) == tree, f"{what}: number or tree")
        need(u16(page, 26) == 0 and u32(page, 36) == 0, f"{what}: reserved fields")
        leftmost, leftmost_crc = u32(page, 28), u32(page, 32)
        need(bool(leftmost) == bool(level) and (level or leftmost_crc == 0), f"{what}: leftmost child")
        slots = 40 + prefix_length
        need(count > 0 and prefix_length <= 1024 and slots + 8 * count <= heap_start, f"{what}: count")
        need(not any(page[slots + 8 * count : heap_start]), f"{what}: unused bytes")
        prefix = page[40:slots]
        cells, end = [], size
        for slot in range(slots, slots + 8 * count, 8):
            head, start, length = u32(page, slot), u16(page, slot + 4), u16(page, slot + 6)
            need(prefix_length + length <= 1024 and start + length <= end, f"{what}: cell")
            suffix = page[start : start + length]
            need(head == int.from_bytes(suffix[:4].ljust(4, b"\0"), "big"), f"{what}: head")
            data = Bytes(page, what, start + length, end)
            if level:
                value = (data.int(), data.int())
                need(value[0] not in (0, number), f"{what}: child")
            else:
                value = data.take(data.count())
                need(len(value) <= size // 8, f"{what}: value")
            data.finish()
            cells.append((prefix + suffix, value))
            end = start
        need(end == heap_start, f"{what}: cells")
        need(all(l[0] < r[0] for l, r in zip(cells, cells[1:])), f"{what}: keys out of order")
        return (leftmost, leftmost_crc), cells, u64(page, 16)

    def root_is_sound(self, root):
        try:
            if root.page:
                self.page(root.page, root.crc, root.tree, root.height - 1)
            return True
        except Damaged:
            return False

    def entries(self, root, pages):
        """Every entry of a tree, in order; adds its pages."""
        found = []
        # Pages to visit: (number, crc, level, least key, key that all are below, birth of the parent).
        todo = [(root.page, root.crc, root.height - 1, b"", None, None)] if root.page else []
        while todo:
            number, crc, level, low, high, birth = todo.pop()
            need(number not in pages, f"page {number} has two parents")
            pages.add(number)
            leftmost, cells, born = self.page(number, crc, root.tree, level)
            need(birth is None or born <= birth, f"page {number} is younger than its parent")
            keys = [key for key, _ in cells]
            need(low <= keys[0] and (high is None or keys[-1] < high), f"page {number}: keys of another page")
            if level == 0:
                found += cells
                continue
            children = [leftmost] + [child for _, child in cells]
            bounds = [low] + keys + [high]
            for at in reversed(range(len(children))):
                todo.append((*children[at], level - 1, bounds[at], bounds[at + 1], born))
        need(len(found) == root.entries, f"tree {root.tree} has {len(found)} entries, not {root.entries}")
        return found

    def look_up(self, root, key):
        """The value of a key, found by descent; None when the tree does not have it."""
        number, crc = root.page, root.crc
        for level in range(root.height - 1, -1, -1):
            leftmost, cells, _ = self.page(number, crc, root.tree, level)
            at = bisect.bisect_right([cell[0] for cell in cells], key)
            if level == 0:
                return cells[at - 1][1] if at and cells[at - 1][0] == key else None
            number, crc = cells[at - 1][1] if at else leftmost
        return None


# --------------------------------------------------------------------------- blobs outside the log (section 2)


def lz4(block, length, what):
    """The content of an LZ4 block, which has exactly this length."""
    out, at = bytearray(), 0

    def more(number):
        nonlocal at
        if number == 15:
            while True:
                need(at < len(block), f"{what}: an LZ4 block")
                number, at = number + block[at], at + 1
                if block[at - 1] != 255:
                    break
        return number

    while True:
        need(at < len(block), f"{what}: an LZ4 block")
        token, at = block[at], at + 1
        literals = more(token >> 4)
        need(at + literals <= len(block) and len(out) + literals <= length, f"{what}: an LZ4 block")
        out += block[at : at + literals]
        at += literals
        if at == len(block):
            break
        need(at + 2 <= len(block), f"{what}: an LZ4 block")
        back, at = u16(block, at), at + 2
        match = more(token & 15) + 4
        need(0 < back <= len(out) and len(out) + match <= length, f"{what}: an LZ4 block")
        for _ in range(match):
            out.append(out[-back])
    need(len(out) == length, f"{what}: an LZ4 block")
    return bytes(out)


class BlobPlace:
    """What a BLOB_EXTENT record says."""

    def __init__(self, payload, what):
        self.what = what
        self.id = payload[:32]
        data = Bytes(payload[32:], what)
        self.layout = data.string()
        self.size, self.stored = data.varint(), data.varint()
        self.log2_frame, self.codec = data.byte(), data.byte()
        count = data.varint()
        self.extents = [(data.varint() * UNIT, data.varint() * UNIT) for _ in range(count)]
        data.finish()
        need(self.size > 0 and 12 <= self.log2_frame <= 20 and self.codec in (0, 1), f"{what}: a blob")
        need(self.stored == self.size or (self.codec == 1 and 0 < self.stored < self.size), f"{what}: a blob")
        frames = (self.size - 1 >> self.log2_frame) + 1
        self.table = (self.stored + 7) // 8 * 8
        needed = self.table + (frames + 63) // 64 * 528
        lengths = [length for _, length in self.extents]
        need(all(lengths) and sum(lengths) >= needed > sum(lengths[:-1]), f"{what}: the extents of a blob")

    def offset(self, position):
        for offset, length in self.extents:
            if position < length:
                return offset + position
            position -= length
        raise Damaged(f"{self.what}: a position behind its extents")

    def read(self, file):
        """The bytes of the blob, every frame checked."""
        run = b"".join(file.block(offset, length) for offset, length in self.extents)
        content = b""
        step, position = 1 << self.log2_frame, 0
        for index in range((self.size - 1 >> self.log2_frame) + 1):
            at = self.table + index // 64 * 528
            group = run[at : at + 528]
            if index % 64 == 0:
                crc = file.crc(self.offset(at), self.id + group[:520])
                need(u32(group, 520) == crc and u32(group, 524) == 0, f"{self.what}: the frame table")
                need(u64(group, 0) == position, f"{self.what}: the place of frame {index}")
            entry = u32(group, 8 + index % 64 * 8)
            stored, raw = entry & 0x7FFFFFFF, entry >> 31
            length = min(step, self.size - index * step)
            need(stored == length if raw else self.codec == 1 and stored <= length, f"{self.what}: frame {index}")
            block = run[position : position + stored]
            crc = file.crc(self.offset(position), block)
            need(u32(group, 12 + index % 64 * 8) == crc, f"{self.what}: the checksum of frame {index}")
            content += block if raw else lz4(block, length, self.what)
            position += stored
        need(position == self.stored, f"{self.what}: the stored size")
        layout = self.layout.encode()
        need(hashlib.sha256(put_varint(len(layout)) + layout + content).digest() == self.id, f"{self.what}: the id of the blob")
        return content


# --------------------------------------------------------------------------- the database


class Database:
    """What the log of a file says."""

    def __init__(self, file):
        self.file = file
        self.registry = Registry()
        # Commits that are there, by id; all that ever came, by ordinal.
        self.commits = {}
        self.arrivals = []
        self.deletions = []
        self.blobs = {}
        self.blob_events = []
        self.places = {}
        self.frames = {}
        self.frame_ordinals = {}
        self.definition_offsets = []
        self.touched_at = {}
        for record in file.records:
            self.add(record)
        self.read_frames()
        self.order = [commit.id for commit in self.arrivals if self.commits.get(commit.id) is commit]
        self.values = Values(self.registry)
        for definition in self.registry.by_id.values():
            if definition.kind == STRUCTURE:
                STRUCTURES[definition.id] = [field[2] for field in definition.content]
                FIELD_NAMES[definition.id] = [field[0] for field in definition.content]

    def add_blob(self, id_, layout, content, record):
        if id_ not in self.blobs:
            self.blobs[id_] = (layout, content, record.offset)
            self.blob_events.append((record.offset, id_, record.offset))

    def read_frames(self):
        """Reads the blobs outside the log that were not dropped; no two have a byte in common."""
        used = []
        for id_, (layout, content, offset) in self.blobs.items():
            if content is None:
                place = self.places[offset]
                content = place.read(self.file)
                used += place.extents
            self.blobs[id_] = (layout, content)
        ends = 0
        for offset, length in sorted(used):
            need(ends <= offset, f"the extent of a blob at {offset}")
            ends = offset + length

    def add(self, record):
        what = f"log record {record.seq}"
        if record.type == COMMIT:
            self.add_commit(record, what)
        elif record.type == BLOB_INLINE:
            id_, content = record.payload[:32], record.payload[32:]
            data = Bytes(content, what)
            layout = data.string()
            head, bytes_ = content[: data.at], content[data.at :]
            if record.flags & LZ4:
                length = data.varint()
                need(length <= 1 << 18, f"{what}: the length of the blob")
                bytes_ = lz4(content[data.at :], length, what)
            need(hashlib.sha256(head + bytes_).digest() == id_, f"{what}: the id of the blob")
            self.add_blob(id_, layout, bytes_, record)
        elif record.type == BLOB_EXTENT:
            need(record.flags & BLOBS_FORCED, f"{what}: the flags")
            place = BlobPlace(record.payload, what)
            self.places[record.offset] = place
            self.add_blob(place.id, place.layout, None, record)
        elif record.type == DROP_BLOB:
            need(record.length == 32 and record.payload in self.blobs, f"{what}: drops a blob that is not there")
            del self.blobs[record.payload]
            self.blob_events.append((record.offset, record.payload, None))
        elif record.type == DEFINITIONS:
            self.registry.unite(DefinitionsRecord(record.payload, what))
            self.definition_offsets.append(record.offset)
        elif record.type == FRAME:
            attachment, instance, commit = record.payload[:16], record.payload[16:32], record.payload[32:64]
            if commit in self.commits:
                self.frames[attachment, instance, commit] = (record.offset, record.payload[64:])
                self.frame_ordinals[record.offset] = self.commits[commit].ordinal
        elif record.type == DROP_FRAMES:
            self.frames.clear()
        elif record.type == TOMBSTONE:
            self.delete(record, what)

    def delete(self, record, what):
        data = Bytes(record.payload, what)
        count = data.varint()
        need(count > 0, f"{what}: a range")
        for _ in range(count):
            first, more, first_seq, more_seqs = data.varint(), data.varint(), data.varint(), data.varint()
            need(0 < first <= len(self.arrivals) - more, f"{what}: ordinals of commits")
            gone = self.arrivals[first - 1 : first + more]
            need((gone[0].id, gone[-1].id) == (data.id(), data.id()), f"{what}: the ids at the ends")
            need((gone[0].seq, gone[-1].seq) == (first_seq, first_seq + more_seqs), f"{what}: the records")
            for commit in gone:
                need(self.commits.pop(commit.id, None) is commit, f"{what}: {commit.id.hex()} is not there")
                for key in [key for key in self.frames if key[2] == commit.id]:
                    del self.frames[key]
            self.deletions.append((record.seq, first, more, first_seq, more_seqs))
        data.finish()
        for commit in self.commits.values():
            for id_ in (commit.parent, commit.target):
                need(id_ == NONE_ID or id_ in self.commits, f"{what}: {commit.id.hex()} needs {id_.hex()}")

    def add_commit(self, record, what):
        commit = Commit(record.payload, what)
        if commit.id in self.commits:
            return
        for id_ in (commit.parent, commit.target):
            need(id_ == NONE_ID or id_ in self.commits, f"{what}: commit {id_.hex()} is not there before its child")
        for blob in commit.blobs:
            need(blob in self.blobs, f"{what}: blob {blob.hex()} is not there before the commit")
        if commit.kind == "merge":
            commit.timestamp = max(self.commits[each].timestamp for each in (commit.parent, commit.target))
        known = lambda id_: self.commits[id_].ordinal if id_ != NONE_ID else 0
        commit.parent_ordinal, commit.target_ordinal = known(commit.parent), known(commit.target)
        commit.offset, commit.seq = record.offset, record.seq
        self.commits[commit.id] = commit
        self.arrivals.append(commit)
        commit.ordinal = len(self.arrivals)

    def heads(self):
        extended = {commit.parent for commit in self.commits.values()}
        extended |= {commit.target for commit in self.commits.values() if commit.kind == "merge"}
        return [id_ for id_ in self.order if id_ not in extended]

    # States (states.md).

    def linear_order(self, head):
        found, todo = {}, [("add", head)]
        while todo:
            what, id_ = todo.pop()
            if what == "put":
                found[id_] = None
                continue
            walk = []
            while id_ != NONE_ID and id_ not in found:
                walk.append(self.commits[id_])
                id_ = walk[-1].parent
            for commit in walk:
                todo.append(("put", commit.id))
                if commit.kind == "merge":
                    todo.append(("add", commit.target))
        return list(found)

    def masking(self, order):
        """The commits that are reached, in order, each with whether it is enabled."""
        reached, decisions, result = {order[-1]}, {}, []
        for id_ in reversed(order):
            if id_ not in reached:
                continue
            commit = self.commits[id_]
            enabled = decisions.get(id_, True)
            result.append((commit, enabled))
            reached.add(commit.parent)
            if enabled and commit.kind == "merge":
                reached.add(commit.target)
            if enabled and commit.kind in ("disable", "enable"):
                decisions.setdefault(commit.target, commit.kind == "enable")
        return result[::-1]

    def state(self, head, masks=True):
        """{attachment: {instance: (concept, value)}} at a commit."""
        documents, names = {}, {}
        if head == NONE_ID:
            return {}
        order = self.linear_order(head)
        taken = self.masking(order) if masks else [(self.commits[id_], True) for id_ in order]
        for commit, enabled in taken:
            for section in commit.sections:
                name = (section.attachment, section.instance)
                document_type = self.registry.find(ATTACHMENT, section.attachment).content[1]
                concept, opcodes = commit.decode(section, self.values)
                document = documents.get(name, MISSING)
                for opcode in opcodes:
                    document = apply(document_type, document, opcode, enabled)
                documents[name] = document
                if enabled:
                    names[name] = concept
        result = {}
        for (attachment, instance), document in sorted(documents.items(), key=lambda item: item[0]):
            if document is not MISSING:
                result.setdefault(attachment, {})[instance] = (names[attachment, instance], document)
        return result

    # What the trees must hold (section 5).

    def implied(self, replay_seq):
        """The entries of each tree for the log before a record."""
        five = lambda number: number.to_bytes(5, "big")
        before = {r.offset for r in self.file.records if r.seq < replay_seq}
        trees = {tree: {} for tree in TREES.values()}
        known = [commit for commit in self.arrivals if commit.seq < replay_seq]
        deleted = set()
        for seq, first, more, first_seq, more_seqs in self.deletions:
            if seq < replay_seq:
                deleted.update(range(first, first + more + 1))
                trees["DELETED"][five(first)] = put_varint(more) + put_varint(first_seq) + put_varint(more_seqs)
        units = 0
        for commit in known:
            number, parent, target = commit.ordinal, commit.parent_ordinal, commit.target_ordinal
            trees["COMMITS"][commit.id] = put_varint(number)
            block = five((number - 1) // 32)
            if (number - 1) % 32 == 0:
                units = 0
            here = commit.offset // 8
            trees["ORDER"][block] = trees["ORDER"].get(block, b"") + put_zigzag(here - units)
            units = here
            merge = commit.kind == "merge"
            if merge or parent == 0 or parent != number - 1:
                away = lambda other: number - other if other else 0
                trees["RUNS"][five(number)] = put_varint(away(parent)) + put_varint(away(target) if merge else 0)
                for each in [parent] + ([target] if merge else []):
                    if each:
                        trees["CHILDREN"][five(each) + five(number)] = b""
            if parent == 0:
                trees["ROOTS"][five(number)] = b""
            if number not in deleted:
                trees["HEADS"][five(number)] = b""
                trees["HEADS"].pop(five(parent), None)
                if merge:
                    trees["HEADS"].pop(five(target), None)
            if commit.kind in ("disable", "enable"):
                kind = 3 if commit.kind == "disable" else 4
                trees["TOGGLES"][five(number)] = bytes([kind]) + put_varint(number - target)
            for section in commit.sections:
                place = put_varint(here) + put_varint(section.offset)
                place += put_varint(section.length << 1 | section.baseline)
                trees["TOUCHES"][section.attachment + section.instance + five(number)] = place
        for at, id_, offset in self.blob_events:
            if at not in before:
                continue
            if offset is None:
                del trees["BLOBS"][id_]
            else:
                trees["BLOBS"][id_] = put_varint(offset // 8)
        for place, offset in enumerate(each for each in self.definition_offsets if each in before):
            trees["DEFINITIONS"][five(place)] = put_varint(offset // 8)
        frames = {}
        for record in self.file.records:
            if record.offset not in before:
                continue
            if record.type in (NEXT_EXTENT, ALLOC):
                kind = 1 if record.type == NEXT_EXTENT else u64(record.payload, 16)
                kind = BLOB_PENDING if kind == BLOB_IN_USE else kind
                value = bytes([kind]) + put_varint(u64(record.payload, 8) // UNIT)
                trees["EXTENTS"][five(u64(record.payload, 0) // UNIT)] = value
            elif record.type == FREE:
                need(record.length == 24 and u64(record.payload, 16) == 3, f"the FREE record {record.seq}")
                value = bytes([BLOB_FREE]) + put_varint(u64(record.payload, 8) // UNIT)
                trees["EXTENTS"][five(u64(record.payload, 0) // UNIT)] = value
            elif record.type == BLOB_EXTENT:
                for offset, length in self.places[record.offset].extents:
                    value = bytes([BLOB_IN_USE]) + put_varint(length // UNIT)
                    trees["EXTENTS"][five(offset // UNIT)] = value
            elif record.type == FRAME and record.offset in self.frame_ordinals:
                key = record.payload[:32] + five(self.frame_ordinals[record.offset])
                frames[key] = put_varint(record.offset // 8)
            elif record.type == DROP_FRAMES:
                frames.clear()
        trees["FRAMES"] = frames
        return trees

    def check_trees(self):
        """Every checkpoint holds what the log implies and nothing else, by scan and by look-up."""
        entries = 0
        for meta in self.file.slots:
            if meta is None:
                continue
            implied = self.implied(meta.replay_seq)
            pages = set()
            arrived = sum(commit.seq < meta.replay_seq for commit in self.arrivals)
            need(meta.last_ordinal == arrived, f"lastOrdinal of checkpoint {meta.seq}")
            for tree, name in TREES.items():
                root = meta.roots[tree]
                found = self.file.entries(root, pages)
                wanted = sorted(implied[name].items())
                need(found == wanted, f"tree {name} of checkpoint {meta.seq} is not what the log implies")
                for key, value in found[:: max(1, len(found) // 50)]:
                    need(self.file.look_up(root, key) == value, f"tree {name}: {key.hex()} is not found")
                    need(self.file.look_up(root, key + b"\0") is None, f"tree {name}: found what is not there")
                entries += len(found)
            self.check_pages(pages, meta)
        return entries

    def check_pages(self, pages, meta):
        size = self.file.page_size
        for page in pages:
            at = page * size
            inside = any(kind == 2 and o <= at and at + size <= o + n for o, n, kind in self.file.extents[1:])
            need(inside and at + size <= meta.high_water, f"page {page} lies in no TREE extent")

    def check_frames(self):
        """Every key frame is what replay gives."""
        for (attachment, instance, commit), (offset, frame) in self.frames.items():
            what = f"the key frame at offset {offset}"
            data = Bytes(frame, what)
            if data.byte() != 1:
                continue
            type_ = self.registry.find(ATTACHMENT, attachment).content[1]
            value = self.values.read(data, type_) if data.flag() else MISSING
            data.finish()
            state = self.state(commit, masks=False).get(attachment, {})
            wanted = state[instance][1] if instance in state else MISSING
            if value is MISSING or wanted is MISSING:
                need(value is wanted, f"{what} is not what replay gives")
            else:
                need(order_key(type_, value) == order_key(type_, wanted), f"{what} is not what replay gives")

    def check(self):
        entries = self.check_trees()
        for commit in self.commits.values():
            commit.check_blobs(self.values)
            if commit.kind in ("disable", "enable"):
                need(commit.target in self.linear_order(commit.parent), f"commit {commit.id.hex()}: the target")
        self.check_frames()
        return entries


# --------------------------------------------------------------------------- JSON (cli.md)


class Number:
    """A number that is written as this text."""

    def __init__(self, text):
        self.text = text


def to_json(value):
    if isinstance(value, dict):
        return "{" + ",".join(to_json(key) + ":" + to_json(each) for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    return value.text if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def uuid_text(raw):
    return str(uuid.UUID(bytes=raw))


def base64_text(raw):
    return base64.b64encode(raw).decode()


def number_text(form, value):
    """The fewest digits, at least two, that tell a number from the others of its form ("<f" or "<d")."""
    for digits in range(2, 18):
        text = f"{value:.{digits - 1}e}"
        try:
            if struct.pack(form, float(text)) == struct.pack(form, value):
                return text
        except OverflowError:
            continue
    return repr(value)


class NoJson(Exception):
    """A number is infinite or none."""


class JsonOf:
    """Commits and values as the command line writes them."""

    def __init__(self, database):
        self.registry = database.registry
        self.names = self.attachment_names()

    def attachment_names(self):
        attachments = self.registry.attachments()
        plain = {}
        for each in attachments:
            target = each.content[0]
            if target[0] == ANY_CONCEPT:
                plain[each.id] = f"any_concept.{each.name}"
                continue
            named = self.registry.find(*target)
            local = f"{named.qualified()}.{each.name}"
            plain[each.id] = local if named.namespace == each.namespace else f"{each.namespace[1]}::{local}"
        twice = [name for name in plain.values() if list(plain.values()).count(name) > 1]
        return {id_: uuid_text(id_) if name in twice else name for id_, name in plain.items()}

    def named(self, class_name, id_, name):
        return {"class_name": class_name, "runtime_id": uuid_text(id_), "name": name}

    def type(self, type_):
        code = type_[0]
        classes = {TUPLE: "tuple", VARIANT: "variant", OPTIONAL: "optional", VECTOR: "vector", SET: "set"}
        classes.update({XARRAY: "xarray", KEY: "key", CONCEPT: "concept", CLUB: "club"})
        classes.update({ENUMERATION: "enumeration", STRUCTURE: "structure"})
        if code in (TUPLE, VARIANT):
            return {"class_name": classes[code], "types": [self.type(each) for each in type_[1]]}
        if code in (OPTIONAL, VECTOR, SET, XARRAY, KEY):
            return {"class_name": classes[code], "element_type": self.type(type_[1])}
        if code == MAP:
            return {"class_name": "map", "key_type": self.type(type_[1]), "element_type": self.type(type_[2])}
        if code == VEC:
            return {"class_name": "vec", "element_type": self.type(type_[1]), "size": type_[2]}
        if code == MAT:
            return {"class_name": "mat", "element_type": self.type(type_[1]), "columns": type_[2], "rows": type_[3]}
        if code in (ENUMERATION, STRUCTURE, CONCEPT, CLUB):
            return self.named(classes[code], type_[1], self.registry.find(*type_).qualified())
        if code in (ANY, ANY_CONCEPT):
            name = "any" if code == ANY else "any_concept"
            return self.named(name, built_in_id(name), name)
        return self.named("primitive", built_in_id(PRIMITIVES[code]), PRIMITIVES[code])

    def typed(self, type_, value):
        return {"type": self.type(type_), "value": self.value(type_, value)}

    def value(self, type_, value):
        code = type_[0]
        if code in (FLOAT, DOUBLE):
            if not math.isfinite(value):
                raise NoJson
            return Number(number_text("<f" if code == FLOAT else "<d", value))
        if code == UUID:
            return uuid_text(value)
        if code in (BLOB_ID, COMMIT_ID):
            return value.hex()
        if code == BLOB:
            return base64_text(value)
        if code == ENUMERATION:
            return "." + self.registry.find(*type_).content[value][0]
        if code in (VEC, MAT, VECTOR, SET):
            return [self.value(type_[1], each) for each in value]
        if code == TUPLE:
            return [self.value(each, member) for each, member in zip(type_[1], value)]
        if code == STRUCTURE:
            fields = self.registry.find(*type_).content
            return {field[0]: self.value(field[2], member) for field, member in zip(fields, value)}
        if code == OPTIONAL:
            return None if value is None else self.value(type_[1], value[0])
        if code == MAP:
            return [[self.value(type_[1], key), self.value(type_[2], held)] for key, held in value]
        if code == XARRAY:
            live = {uuid_text(slot[0]): self.value(type_[1], slot[2]) for slot in value if slot[1] == LIVE}
            return [list(live), [uuid_text(slot[0]) for slot in value if slot[1] == EMPTIED], live]
        if code == VARIANT:
            return self.typed(type_[1][value[0]], value[1])
        if code == ANY:
            return None if value is None else self.typed(*value)
        if code == KEY:
            return [uuid_text(value[0]), uuid_text(value[1])]
        return value

    def state(self, head, state):
        attachments = {}
        for id_, name in sorted(self.names.items(), key=lambda item: item[1]):
            type_ = self.registry.find(ATTACHMENT, id_).content[1]
            attachments[name] = [
                {
                    "key": [uuid_text(instance), uuid_text(concept)],
                    "sha256": hashlib.sha256(put_value(type_, value)).hexdigest(),
                    **self.member(self.value, type_, value),
                }
                for instance, (concept, value) in state.get(id_, {}).items()
            ]
        return {"commit": None if head == NONE_ID else head.hex(), "attachments": attachments}

    @staticmethod
    def member(form, type_, value):
        """The member that holds a value; none when it has no JSON form."""
        try:
            return {"value": form(type_, value)}
        except NoJson:
            return {}

    def header(self, commit, heads):
        id_or_null = lambda id_: None if id_ == NONE_ID else id_.hex()
        return {
            "id": commit.id.hex(),
            "kind": commit.kind,
            "parent": id_or_null(commit.parent),
            "target": id_or_null(commit.target),
            "timestamp": commit.timestamp,
            "author": commit.author,
            "label": commit.label,
            "head": commit.id in heads,
        }

    def mutations(self, commit, values):
        result = []
        for section in commit.sections:
            concept, opcodes = commit.decode(section, values)
            for opcode in opcodes:
                mutation = {
                    "op": opcode.verb,
                    "attachment": self.names[section.attachment],
                    "key": [uuid_text(section.instance), uuid_text(concept)],
                }
                if opcode.path:
                    mutation["path"] = [self.step(step) for step in opcode.path]
                if opcode.before not in (None, NO_UUID):
                    mutation["before"] = uuid_text(opcode.before)
                if opcode.position is not None:
                    mutation["position"] = uuid_text(opcode.position)
                if opcode.operand is not None:
                    form = self.value if opcode.known else self.typed
                    mutation.update(self.member(form, *opcode.operand))
                result.append(mutation)
        return result

    def step(self, step):
        if step[0] == MAP_KEY:
            return {"key": self.member(self.typed, step[1], step[2])}
        if step[0] == POSITION:
            return {"position": uuid_text(step[1])}
        return {step[0]: step[1] if len(step) > 1 else None}


# --------------------------------------------------------------------------- commands


def as_json(path, wanted):
    database = Database(File(path))
    database.check()
    heads = database.heads()
    text = JsonOf(database)
    chosen = []
    for each in wanted or ["heads"]:
        if each in ("heads", "all"):
            chosen += heads if each == "heads" else database.order
        else:
            chosen.append(bytes.fromhex(each))
    return {
        "commits": [
            {"header": text.header(commit, heads), "mutations": text.mutations(commit, database.values)}
            for commit in map(database.commits.get, database.order)
        ],
        "heads": [head.hex() for head in heads],
        "blobs": [
            {"id": id_.hex(), "layout": layout, "value": base64_text(content)}
            for id_, (layout, content) in sorted(database.blobs.items())
        ],
        "states": [text.state(id_, database.state(id_)) for id_ in chosen],
    }


def summary(path):
    file = File(path)
    database = Database(file)
    entries = database.check()
    return (
        f"{path}: sound: {len(file.records)} records, {len(database.order)} commits, {len(database.blobs)} blobs,"
        f" {len(database.registry.by_identity)} definitions, {len(database.frames)} key frames,"
        f" {entries} entries in the trees of {sum(meta is not None for meta in file.slots)} checkpoints"
    )


def main(arguments):
    sys.setrecursionlimit(10000)
    if len(arguments) < 2 or arguments[0] not in ("check", "json"):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")
    code = 0
    if arguments[0] == "json":
        try:
            document = as_json(arguments[1], arguments[2:])
        except Damaged as damage:
            print(f"{arguments[1]}: {damage}", file=sys.stderr)
            return 1
        print(to_json(document))
        return 0
    for path in arguments[1:]:
        try:
            print(summary(path))
        except (Damaged, OSError) as damage:
            print(f"{path}: {damage}", file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
