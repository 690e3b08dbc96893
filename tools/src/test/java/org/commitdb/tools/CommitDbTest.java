package org.commitdb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommitDbTest {

    @Test
    void helpGoesToStandardOutput() {
        assertTrue(CommandRun.of("--help").done().contains("Usage: cdb"));
    }

    @Test
    void versionNamesTheProgram() {
        assertTrue(CommandRun.of("--version").line().startsWith("cdb "));
    }

    @Test
    void noCommandIsWrongUsage() {
        CommandRun.of().wrongUsage("a command is needed");
    }

    @Test
    void anUnknownCommandIsWrongUsageAndSimilarOnesAreNamed() {
        CommandRun.of("lgo").wrongUsage("no command 'lgo'", "did you mean", "'log'");
        CommandRun.of("dsm_utl").wrongUsage("did you mean 'dsm_util'?");
        CommandRun.of("dsm_util", "chek").wrongUsage("no command 'chek'", "'check'");
    }

    @Test
    void anUnknownCommandUnlikeAnyIsAnsweredWithAll() {
        CommandRun.of("frobnicate").wrongUsage("'frobnicate'", "there is demo, dsm_util, info");
    }

    @Test
    void aGroupWithoutCommandNamesItsCommands() {
        CommandRun.of("dsm_util").wrongUsage("create_commit_database");
    }

    @Test
    void anUnknownOptionIsWrongUsageAndSimilarOnesAreNamed() {
        CommandRun.of("log", "--limt", "3", "x").wrongUsage("'--limt'", "'--limit'");
    }

    @Test
    void aMissingArgumentIsNamed() {
        CommandRun.of("log").wrongUsage("'FILE'");
        CommandRun.of("merge", "x", "first").wrongUsage("'THEIRS'");
    }

    @Test
    void anArgumentTooManyIsNamed() {
        CommandRun.of("heads", "x", "y").wrongUsage("'y'");
    }

    @Test
    void commandsAndOptionsMayBeWrittenWithHyphensOrUnderscores() {
        assertEquals(
                CommandRun.of("dsm_util", "create_commit_database", "--help").done(),
                CommandRun.of("dsm-util", "create-commit-database", "--help").done());
        CommandRun.of("dsm-util", "decode", "--runtime_ids", "none.dsm.json")
                .failed("none.dsm.json: no such file");
    }

    @Test
    void traceIsShownToThoseWhoAskForIt() {
        CommandRun plain = CommandRun.of("info", "none.cdb");
        plain.failed("none.cdb: no such file");
        for (CommandRun run :
                new CommandRun[] {
                    CommandRun.of("info", "none.cdb", "--stacktrace"),
                    CommandRun.of("--stacktrace", "info", "none.cdb"),
                    CommandRun.with(
                            Map.of(Failures.STACKTRACE_VARIABLE, "1"), "", "info", "none.cdb")
                }) {
            assertEquals(1, run.exitCode());
            assertTrue(run.err().startsWith(plain.err()), run::toString);
            assertTrue(run.err().contains("\tat org.commitdb.tools"), run::toString);
        }
    }

    @Test
    void controlCharactersOfArgumentsDoNotReachTheTerminal() {
        CommandRun run = CommandRun.of("l\u001B[31mog");
        run.wrongUsage("\\u001b[31m");
    }
}
