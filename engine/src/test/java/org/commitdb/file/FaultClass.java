package org.commitdb.file;

import java.util.Arrays;
import java.util.List;

/// Everything that goes wrong with disks, processes and files and that a database has to stand.
///
/// The seeded runs of [SimulationTest] inject most of them, alone, in pairs and while the file is
/// being opened again; the others are the business of named tests, and so are special cases of the
/// first. [FaultClassTest] holds this list to the tests that it names.
enum FaultClass {
    CRASH_AT_ANY_CALL(
            "power cut before or after any single call to the disk",
            Kind.CUT,
            "CommitFileCrashTest.fullDurabilityKeepsEveryAcknowledgedStep",
            "OtherEnginesRegressionTest.redbDoubleCrashLosesNothing"),
    UNSYNCED_DROPPED("power cut that drops everything that was not synced", Kind.CUT),
    UNSYNCED_REORDERED("power cut that keeps some unsynced writes, in any order", Kind.CUT),
    SECTORS_MIXED(
            "power cut that leaves each sector or page in any version since the last sync",
            Kind.CUT,
            "SimDiskTest.unsyncedSectorsAreFoundInAnyVersion"),
    TORN_WRITE(
            "power cut that leaves the beginning, the middle or the end of a write",
            Kind.CUT,
            "TailSurveyTest.tornRecordWithUnsyncedOnesBehindItIsTheEnd"),
    NEW_AREA_FILLED(
            "new area of the file holds zeroes, noise, or blocks of some other file",
            Kind.CUT,
            "SimDiskTest.newAreaHoldsZeroesOrGarbage"),
    SIZE_APART_FROM_DATA(
            "the new length is there and the data is not, or the other way round",
            Kind.CUT,
            "OtherEnginesRegressionTest.redbGrowthCrashLosesNothing",
            "SimDiskTest.growthIsDurableOnlyAfterSyncWithMetadata"),
    CHECKPOINT_WITHOUT_PAGES(
            "a META slot is written and tree pages that it refers to are lost: the sync lied",
            Kind.LIE),
    BOTH_SLOTS_DAMAGED(
            "both META slots are damaged",
            Kind.IMAGE,
            "CommitFileCrashTest.damagedMetaSlotsLoseNothing",
            "RebuildTest.fileWithoutSoundSlotsIsRebuiltAtOpen"),
    SYNC_FAILS_ONCE(
            "a sync fails once, and what it should have written is kept in the cache or thrown away",
            Kind.CALL,
            "CommitFileCrashTest.whatWasSeenAfterAFailedSyncIsWrittenAgain"),
    SYNC_FAILS_FOR_EVER(
            "every sync fails",
            Kind.CALL,
            "StorageFaultTest.failedSyncPoisonsWritingAndReadingGoesOn"),
    WRITE_FAILS(
            "a write fails: not at all, in part, or completely written; error or no space",
            Kind.CALL,
            "StorageFaultTest.failedWriteIsReportedAndTheStoreGoesOn"),
    GROWTH_FAILS(
            "the file cannot grow",
            Kind.CALL,
            "StorageFaultTest.failedGrowthIsReportedAndTheStoreGoesOn"),
    READ_FAILS(
            "a read fails, as an exception or as an error from the map",
            Kind.CALL,
            "StorageFaultTest.openThatCannotReadSaysSoAndLetsTheFileGo",
            "MappedFaultTest.pageThatCannotBeSuppliedIsAStorageFailure"),
    TRUNCATED_WHILE_MAPPED(
            "the file is cut while it is mapped",
            Kind.NAMED,
            "MappedFaultTest.fileThatIsCutWhileItIsOpenFailsReadsAndNotTheProcess"),
    GARBAGE_BEHIND_THE_END(
            "garbage lies behind the end of the file",
            Kind.IMAGE,
            "CommitFileCorruptionTest.garbageBehindTheEndDoesNotMatter"),
    BIT_FLIP(
            "a bit flips, in the header, a slot, a page, a record or nowhere in particular",
            Kind.LIE,
            "BitRotTest.everyFlipInLiveDataIsDetected",
            "VerifyCorruptionTest.everyFlipInLiveDataIsFoundAndNoReadIsWrong"),
    LOST_WRITE("a write that was acknowledged and synced never took place", Kind.LIE),
    MISDIRECTED_WRITE("a write went to another place", Kind.LIE),
    STALE_PAGE(
            "an older version of a page is there",
            Kind.LIE,
            "VerifyCorruptionTest.stalePagesAndStaleSlotsAreFound"),
    ZEROED_SECTOR_IN_LOG(
            "a sector in the middle of the log is zero; it is reported, not cut off",
            Kind.LIE,
            "TailSurveyTest.zeroedSectorInTheMiddleIsReported"),
    STALE_RECORDS_BEHIND_TAIL(
            "records of an earlier time line lie behind the end of the log",
            Kind.IMAGE,
            "CommitFileCrashTest.recordsOfAnEarlierTimeLineDoNotComeBack"),
    STATUS_RANDOM("the STATUS page holds anything", Kind.IMAGE),
    KILLED_PROCESS(
            "a process is killed at any call, and a real one with kill -9",
            Kind.KILL,
            "ProcessTest.killedProcessLosesNothingThatItAcknowledged",
            "ProcessTest.killedProcessesThatShareAFileLoseNothingThatTheyAcknowledged",
            "SharedFileTest.deadProcessLeavesWhatItAcknowledgedAndNoHalfTransaction"),
    LOCK_LOST(
            "a process loses its locks and does not know it",
            Kind.NAMED,
            "SharedFileTest.processWhoseLocksWereLostFindsTheIntruder",
            "SharedFileTest.processWhoseLocksWereLostWritesNoMoreWhenAnotherHasRecoveredTheFile"),
    LOCK_REFUSED(
            "the operating system refuses to lock",
            Kind.CALL,
            "LockFaultTest.refusedLockIsReported"),
    INTERRUPTS(
            "threads of the user are interrupted at any moment",
            Kind.SCHEDULE,
            "StorageContract.interruptedThreadReadsAndWritesUnharmed",
            "OtherEnginesRegressionTest.h2InterruptedThreadDoesNotCloseTheFile"),
    FILE_REPLACED(
            "the file is renamed, removed or replaced while it is open",
            Kind.NAMED,
            "MaintenanceTest.whoWaitedForAReplacedFileIsTold"),
    TWO_CLASS_LOADERS(
            "two class loaders of one JVM open the file",
            Kind.NAMED,
            "SecondClassLoaderTest.fileThatAnotherClassLoaderHasOpenIsRefused"),
    READER_SUSPENDED(
            "a reader is stopped while many checkpoints pass, and goes on",
            Kind.NAMED,
            "ReadersTest.readersSeeWholeSnapshotsWhilePagesAreReused",
            "SharedFileTest.readerThatSleptThroughManyCheckpointsReadsTheNewestOne"),
    CLOCK_JUMPS("the clock jumps, forwards and backwards", Kind.SCHEDULE),
    OUT_OF_MEMORY("there is no memory left, anywhere in the writer", Kind.CALL),
    DISK_FULL_AT_THE_WORST_MOMENT(
            "the disk is full exactly at a checkpoint, at growth, or when a copy is renamed",
            Kind.CALL,
            "StorageFaultTest.fullDiskRefusesUntilThereIsRoomAgain",
            "MaintenanceTest.compactionThatFailsLeavesTheFileAlone",
            "FullDiskTest.simulatedDiskThatFillsUpLosesNothing",
            "FullDiskTest.realDiskThatFillsUpLosesNothing"),
    CRASH_IN_CREATION(
            "power cut at any step of a creation",
            Kind.CUT,
            "OtherEnginesRegressionTest.bboltInitCrashLeavesAFileThatCanBeMadeAgain",
            "CommitFileCrashTest.creationSurvivesEveryCrash",
            "CommitFileCrashTest.interruptedCreationCanBeRepeated"),
    CRASH_IN_COMPACTION(
            "power cut at any step of a compaction",
            Kind.NAMED,
            "CompactionCrashTest.powerCutAtAnyStepLeavesTheOldFileOrTheNewOne"),
    BLOB_ABORTED("power cut at any call while a blob is stored", Kind.CUT),
    HOSTILE_FRAMES(
            "compressed frames that claim hostile lengths",
            Kind.NAMED,
            "Lz4FramesTest.blockOfAnotherLengthIsRefused",
            "Lz4FramesTest.truncatedBlockIsRefused"),
    HOSTILE_PAGES(
            "pages with valid checksums that form cycles, have wrong levels, refer to themselves, or"
                    + " count beyond their end",
            Kind.NAMED,
            "TreeCorruptionTest.pointerToAncestorIsCorruption",
            "TreeCorruptionTest.pointerToPageOfAnotherLevelIsCorruption",
            "TreeCorruptionTest.madeUpTreesGiveSortedEntriesOrCorruption",
            "PageCorruptionTest.anyBytesWithRightChecksumAreReadOrRefused",
            "VerifyCorruptionTest.hostileRecordsWithValidChecksumsAreFindings"),
    FUTURE_VERSIONS(
            "versions and features of the future",
            Kind.NAMED,
            "FileKindTest.futureVersionIsNamed",
            "FileKindTest.unknownIncompatibleFeatureIsRefused",
            "FileKindTest.unknownReadOnlyFeatureForbidsWritingOnly",
            "FileKindTest.unknownCompatibleFeatureAndMinorVersionDoNotMatter"),
    FOREIGN_FILES(
            "files of other programs: SQLite, constant databases, text, anything",
            Kind.NAMED,
            "FileKindTest.sqliteDatabaseIsNamed",
            "FileKindTest.constantDatabaseIsNamed",
            "FileKindTest.otherBytesAreUnknown",
            "FileKindTest.fileMangledByTextModeIsNamed");

    /// How a class is injected into a run.
    enum Kind {
        /// The power is cut; what is left differs.
        CUT,
        /// The process is gone, what it wrote is there.
        KILL,
        /// Calls to the operating system fail.
        CALL,
        /// Bytes that no promise is about are changed while nobody has the file open.
        IMAGE,
        /// Bytes that were promised to be there are changed.
        LIE,
        /// Threads and clocks misbehave.
        SCHEDULE,
        /// Not by runs.
        NAMED
    }

    private final String description;
    private final Kind kind;
    private final List<String> tests;

    FaultClass(String description, Kind kind, String... tests) {
        this.description = description;
        this.kind = kind;
        this.tests = List.of(tests);
    }

    /// Its number in this list, from 1 on.
    int number() {
        return ordinal() + 1;
    }

    /// What happens.
    String description() {
        return description;
    }

    /// How it is injected.
    Kind kind() {
        return kind;
    }

    /// Tests of its own, as `Class.method`.
    List<String> tests() {
        return tests;
    }

    /// Those that runs of one process inject.
    static List<FaultClass> injected() {
        return Arrays.stream(values()).filter(each -> each.kind != Kind.NAMED).toList();
    }
}
