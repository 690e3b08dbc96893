package org.commitdb.file.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Walks the history of a [SimDisk], and gives at each moment the disks that a power cut can leave.
///
/// Each 512-byte sector that was written since the last sync is found, independently, in any
/// version that it had since then, or each 4 KiB page, as operating systems write back; the length
/// is found in any version that it had since the last sync with metadata (a sync without it does
/// not count, which is stricter than POSIX); sectors that are new to the file and were not written
/// back hold zeroes or garbage.
///
/// **Threads**: one.
public final class CrashPoints {

    /// The unit that a disk writes atomically.
    public static final int SECTOR = 512;

    /// Where the engine keeps shared words.
    private static final long STATUS = 0xC000;

    private static final int PAGE = 4096;
    private static final int PERCENT = 100;

    private final List<DiskOperation> history;
    private final List<DiskOperation.Write> pending = new ArrayList<>();
    private final List<Long> pendingLengths = new ArrayList<>();
    private byte[] durable;
    private long durableLength;
    private long liveLength;
    private int position;

    CrashPoints(byte[] initial, List<DiskOperation> history) {
        this.durable = initial.clone();
        this.durableLength = initial.length;
        this.liveLength = initial.length;
        this.history = history;
    }

    /// How many operations of the history took place before this moment.
    public int position() {
        return position;
    }

    /// Moves past one more operation; false at the end of the history.
    public boolean advance() {
        if (position == history.size()) {
            return false;
        }
        switch (history.get(position++)) {
            case DiskOperation.Write write -> {
                pending.add(write);
                noteLength(Math.max(liveLength, write.position() + write.bytes().length));
            }
            case DiskOperation.SetLength change -> noteLength(change.length());
            case DiskOperation.Force force -> settle(force.metadata());
            case DiskOperation.FailedForce failed -> pending.clear();
        }
        return true;
    }

    /// Moves to the end of the history.
    CrashPoints atEnd() {
        while (advance()) {
            continue;
        }
        return this;
    }

    /// Puts back what is on the disk where something was written that is not.
    void revert(HeapBlocks live) {
        for (DiskOperation.Write write : pending) {
            int from = Math.toIntExact(write.position());
            byte[] old = new byte[write.bytes().length];
            int known = Math.clamp(durable.length - from, 0, old.length);
            System.arraycopy(durable, Math.min(from, durable.length), old, 0, known);
            live.write(from, old, 0, old.length);
        }
    }

    /// The disk that a power cut at this moment leaves under `seed`.
    public SimDisk image(long seed) {
        return image(seed, PowerCut.ANY);
    }

    /// The disk that such a power cut at this moment leaves under `seed`.
    public SimDisk image(long seed, PowerCut cut) {
        SplittableRandom random = new SplittableRandom(seed * 31 + position);
        int length =
                Math.toIntExact(
                        switch (cut) {
                            case SIZE_WITHOUT_DATA, NEW_AREA_ZERO, NEW_AREA_GARBAGE ->
                                    pendingLengths.isEmpty() ? durableLength : liveLength;
                            case DATA_WITHOUT_SIZE -> durableLength;
                            case ANY, NOTHING, WHOLE_WRITES, SECTORS, TORN -> pickLength(random);
                        });
        byte[] image = Arrays.copyOf(durable, length);
        if (length > durableLength) {
            boolean garbage =
                    cut == PowerCut.NEW_AREA_GARBAGE
                            || (cut != PowerCut.NEW_AREA_ZERO && random.nextInt(4) == 0);
            byte[] fill = new byte[length - (int) durableLength];
            if (garbage && random.nextBoolean()) {
                random.nextBytes(fill);
            } else if (garbage) {
                // What this file held before, somewhere else: valid blocks at the wrong place.
                for (int at = 0; at < fill.length && durable.length > 0; at += PAGE) {
                    int from = random.nextInt(durable.length);
                    int count = Math.min(Math.min(PAGE, fill.length - at), durable.length - from);
                    System.arraycopy(durable, from, fill, at, count);
                }
            }
            overlayUnwritten(image, fill);
        }
        switch (cut) {
            case NOTHING, SIZE_WITHOUT_DATA -> {}
            case DATA_WITHOUT_SIZE -> pending.forEach(write -> apply(write, image, 0, length));
            case WHOLE_WRITES ->
                    pending.stream()
                            .filter(write -> random.nextBoolean())
                            .forEach(write -> apply(write, image, 0, length));
            case TORN -> tear(image, random);
            case ANY, SECTORS, NEW_AREA_ZERO, NEW_AREA_GARBAGE -> scatter(image, random);
        }
        return new SimDisk(image, random, STATUS);
    }

    /// Writes what of `write` lies between two places.
    private static void apply(DiskOperation.Write write, byte[] image, int from, int to) {
        int start = Math.max(from, Math.toIntExact(write.position()));
        int end =
                Math.min(Math.min(to, image.length), (int) write.position() + write.bytes().length);
        if (start < end) {
            System.arraycopy(
                    write.bytes(), start - (int) write.position(), image, start, end - start);
        }
    }

    /// Everything up to some write, of which there is only the beginning, the end or the middle.
    private void tear(byte[] image, SplittableRandom random) {
        int torn = random.nextInt(pending.size() + 1);
        for (DiskOperation.Write write : pending.subList(0, torn)) {
            apply(write, image, 0, image.length);
        }
        if (torn == pending.size()) {
            return;
        }
        DiskOperation.Write write = pending.get(torn);
        int start = (int) write.position();
        int end = start + write.bytes().length;
        int from = random.nextInt(3) == 0 ? start : start + random.nextInt(end - start + 1);
        int to = random.nextInt(3) == 0 ? end : from + random.nextInt(end - from + 1);
        apply(
                write,
                image,
                from == start ? start : from / SECTOR * SECTOR,
                to == end ? end : to / SECTOR * SECTOR);
    }

    private void scatter(byte[] image, SplittableRandom random) {
        int length = image.length;
        // Unit by unit: nothing, everything, or any version in between.
        int unit = random.nextBoolean() ? SECTOR : PAGE;
        int keepPercent =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> PERCENT;
                    default -> random.nextInt(PERCENT + 1);
                };
        Map<Integer, Integer> versions = pickVersions(random, unit, keepPercent);
        Map<Integer, Integer> seen = new HashMap<>();
        for (DiskOperation.Write write : pending) {
            int end = Math.toIntExact(write.position() + write.bytes().length);
            for (int at = (int) write.position(); at < end; ) {
                int index = at / unit;
                int stop = Math.min(end, (index + 1) * unit);
                if (seen.merge(index, 1, Integer::sum) <= versions.get(index) && at < length) {
                    System.arraycopy(
                            write.bytes(),
                            at - (int) write.position(),
                            image,
                            at,
                            Math.min(stop, length) - at);
                }
                at = stop;
            }
        }
    }

    private Map<Integer, Integer> pickVersions(SplittableRandom random, int unit, int keepPercent) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (DiskOperation.Write write : pending) {
            int end = Math.toIntExact(write.position() + write.bytes().length);
            for (int index = (int) write.position() / unit; index * unit < end; index++) {
                counts.merge(index, 1, Integer::sum);
            }
        }
        counts.replaceAll((index, count) -> {
            if (random.nextInt(PERCENT) >= keepPercent) {
                return random.nextInt(count);
            }
            return count;
        });
        return counts;
    }

    private long pickLength(SplittableRandom random) {
        int choice = random.nextInt(pendingLengths.size() + 1);
        return choice == 0 ? durableLength : pendingLengths.get(choice - 1);
    }

    /// Fills the sectors that are new to the file; what was synced without metadata is there
    /// nevertheless.
    private void overlayUnwritten(byte[] image, byte[] fill) {
        int start = (int) durableLength;
        int known = Math.min(durable.length, image.length);
        int from = Math.max(start, known);
        if (from < image.length) {
            System.arraycopy(fill, from - start, image, from, image.length - from);
        }
    }

    private void noteLength(long length) {
        if (length != liveLength) {
            liveLength = length;
            pendingLengths.add(length);
        }
    }

    private void settle(boolean metadata) {
        for (DiskOperation.Write write : pending) {
            int end = Math.toIntExact(write.position() + write.bytes().length);
            if (end > durable.length) {
                durable = Arrays.copyOf(durable, end);
            }
            System.arraycopy(
                    write.bytes(), 0, durable, (int) write.position(), write.bytes().length);
        }
        pending.clear();
        if (metadata) {
            durableLength = liveLength;
            durable = Arrays.copyOf(durable, Math.toIntExact(liveLength));
            pendingLengths.clear();
        }
    }
}
