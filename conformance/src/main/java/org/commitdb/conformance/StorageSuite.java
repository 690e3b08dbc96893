package org.commitdb.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.commitdb.file.CommitFile;
import org.commitdb.file.FileOptions;
import org.commitdb.file.Instances;
import org.commitdb.store.BlobStoreContract;
import org.commitdb.store.DeletionContract;
import org.commitdb.store.RecordStore;
import org.commitdb.store.RecordStoreContract;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// The contracts of stores, over files of the directory.
final class StorageSuite {

    private static final String FOLDER = "commitdb.conformance.folder";
    private static final String NETWORK = "commitdb.conformance.network";

    private final Subject subject;

    StorageSuite(Subject subject) {
        this.subject = subject;
    }

    void round(Tally tally) throws Exception {
        subject.inFolder(folder -> {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherDiscoveryRequest request =
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(
                                    DiscoverySelectors.selectClass(Records.class),
                                    DiscoverySelectors.selectClass(Blobs.class),
                                    DiscoverySelectors.selectClass(Deletions.class))
                            .configurationParameter(FOLDER, folder.toString())
                            .configurationParameter(
                                    NETWORK, Boolean.toString(subject.networkFileSystem()))
                            .build();
            LauncherFactory.create().execute(request, listener);
            TestExecutionSummary summary = listener.getSummary();
            tally.add("tests", summary.getTestsSucceededCount());
            if (summary.getTotalFailureCount() > 0 || summary.getTestsSucceededCount() == 0) {
                StringWriter text = new StringWriter();
                summary.printFailuresTo(new PrintWriter(text, true), 10);
                throw new AssertionError(text.toString());
            }
        });
    }

    /// Makes files, each of a new name.
    static final class Files implements ParameterResolver {

        private int made;

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == NewStore.class;
        }

        @Override
        public NewStore resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Path folder = Path.of(context.getConfigurationParameter(FOLDER).orElseThrow());
            String name = context.getRequiredTestClass().getSimpleName() + made++ + ".cdb";
            boolean network =
                    context.getConfigurationParameter(NETWORK)
                            .map(Boolean::parseBoolean)
                            .orElseThrow();
            return entries -> store(folder.resolve(name), entries, network);
        }

        private static CommitFile store(Path file, int entries, boolean network) {
            FileOptions options =
                    FileOptions.defaults()
                            .withCheckpointAfter(entries, 1 << 20)
                            .withNetworkFileSystem(network);
            return Instances.create(file, options, TestCommit::index);
        }
    }

    /// Makes an empty store.
    @FunctionalInterface
    interface NewStore {

        /// A store with a checkpoint after so many entries.
        RecordStore withCheckpointAfter(int entries);
    }

    /// What every store keeps.
    @ExtendWith(Files.class)
    static final class Records extends RecordStoreContract {

        private final NewStore stores;

        Records(NewStore stores) {
            this.stores = stores;
        }

        @Override
        protected RecordStore newStore() {
            return stores.withCheckpointAfter(20);
        }
    }

    /// What every store keeps about blobs.
    @ExtendWith(Files.class)
    static final class Blobs extends BlobStoreContract {

        private final NewStore stores;

        Blobs(NewStore stores) {
            this.stores = stores;
        }

        @Override
        protected RecordStore newStore() {
            return stores.withCheckpointAfter(20);
        }
    }

    /// What every store keeps that deletes commits.
    @ExtendWith(Files.class)
    static final class Deletions extends DeletionContract {

        private final NewStore stores;

        Deletions(NewStore stores) {
            this.stores = stores;
        }

        @Override
        protected RecordStore newStore() {
            return stores.withCheckpointAfter(4);
        }
    }
}
