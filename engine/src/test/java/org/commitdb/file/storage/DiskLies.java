package org.commitdb.file.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// What a disk that lies makes of the bytes that it should hold: writes that it acknowledged and
/// synced and that are not there, or somewhere else.
///
/// **Threads**: one.
public final class DiskLies {

    private static final int PAGE = 4096;

    private final byte[] initial;
    private final List<DiskOperation> history;
    private final byte[] image;
    private final int synced;

    DiskLies(byte[] initial, List<DiskOperation> history, byte[] image) {
        this.initial = initial;
        this.history = history;
        this.image = image.clone();
        int last = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i) instanceof DiskOperation.Force) {
                last = i;
            }
        }
        this.synced = last;
    }

    /// The bytes when a write that was synced never took place; empty when there is none whose loss
    /// would change anything.
    public Optional<byte[]> lostWrite(SplittableRandom random) {
        return lose(random, write -> true, Integer.MAX_VALUE, false);
    }

    /// The bytes when a write that was synced went to another place.
    public Optional<byte[]> misdirectedWrite(SplittableRandom random) {
        return lose(random, write -> true, Integer.MAX_VALUE, true);
    }

    /// The bytes when one page is older than it should be.
    public Optional<byte[]> stalePage(SplittableRandom random) {
        return lose(random, write -> true, PAGE, false);
    }

    /// The bytes when a write of whole pages behind `from` is lost, while all others took place.
    public Optional<byte[]> lostPages(SplittableRandom random, long from) {
        return lose(
                random,
                write ->
                        write.position() >= from
                                && write.position() % PAGE == 0
                                && write.bytes().length % PAGE == 0,
                Integer.MAX_VALUE,
                false);
    }

    private Optional<byte[]> lose(
            SplittableRandom random,
            Predicate<DiskOperation.Write> which,
            int maxLength,
            boolean elsewhere) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < synced; i++) {
            if (history.get(i) instanceof DiskOperation.Write write && which.test(write)) {
                candidates.add(i);
            }
        }
        while (!candidates.isEmpty()) {
            int victim = candidates.remove(random.nextInt(candidates.size()));
            byte[] changed = without(victim, maxLength, random);
            if (elsewhere) {
                scribble(changed, (DiskOperation.Write) history.get(victim), random);
            }
            if (!Arrays.equals(changed, image)) {
                return Optional.of(changed);
            }
        }
        return Optional.empty();
    }

    /// The image without the write `victim`, or without a stretch of it, where no later write lies.
    private byte[] without(int victim, int maxLength, SplittableRandom random) {
        DiskOperation.Write write = (DiskOperation.Write) history.get(victim);
        int start = Math.toIntExact(write.position());
        int end = Math.min(start + write.bytes().length, image.length);
        if (end - start > maxLength) {
            start = start + random.nextInt((end - start) / maxLength) * maxLength;
            end = Math.min(end, start + maxLength);
        }
        byte[] old = contentBefore(victim);
        BitSet later = new BitSet();
        for (DiskOperation operation : history.subList(victim + 1, history.size())) {
            if (operation instanceof DiskOperation.Write other) {
                later.set((int) other.position(), (int) other.position() + other.bytes().length);
            }
        }
        byte[] changed = image.clone();
        for (int at = start; at < end; at++) {
            if (!later.get(at)) {
                changed[at] = at < old.length ? old[at] : 0;
            }
        }
        return changed;
    }

    private byte[] contentBefore(int index) {
        byte[] content = initial.clone();
        for (DiskOperation operation : history.subList(0, index)) {
            switch (operation) {
                case DiskOperation.Write write -> {
                    int end = (int) write.position() + write.bytes().length;
                    if (end > content.length) {
                        content = Arrays.copyOf(content, end);
                    }
                    System.arraycopy(
                            write.bytes(),
                            0,
                            content,
                            (int) write.position(),
                            write.bytes().length);
                }
                case DiskOperation.SetLength change ->
                        content = Arrays.copyOf(content, (int) change.length());
                case DiskOperation.Force force -> {}
                case DiskOperation.FailedForce failed -> {}
            }
        }
        return content;
    }

    private static void scribble(byte[] bytes, DiskOperation.Write write, SplittableRandom random) {
        int unit = write.position() % PAGE == 0 ? PAGE : CrashPoints.SECTOR;
        int length = Math.min(write.bytes().length, bytes.length);
        int within = (int) (write.position() % unit);
        int places = (bytes.length - length - within) / unit;
        if (places > 0) {
            int target = random.nextInt(places) * unit + within;
            System.arraycopy(write.bytes(), 0, bytes, target, length);
        }
    }
}
