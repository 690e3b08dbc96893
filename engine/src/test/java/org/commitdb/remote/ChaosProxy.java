package org.commitdb.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stands between a client and a server and cuts, delays, truncates and corrupts what passes, as a
/// seed says.
final class ChaosProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final int calmBytes;
    private volatile boolean calm;

    /// A proxy that harms each direction of a connection after at most `calmBytes` bytes or so.
    ChaosProxy(int target, long seed, int calmBytes) throws IOException {
        this.target = target;
        this.calmBytes = calmBytes;
        this.random = new Random(seed);
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("chaos-accept").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Lets everything through from now on; connections of before are cut.
    void calm() {
        calm = true;
        open.forEach(ChaosProxy::cut);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                long seed;
                synchronized (random) {
                    seed = random.nextLong();
                }
                Thread.ofVirtual().start(() -> pass(client, server, new Random(seed)));
                Thread.ofVirtual().start(() -> pass(server, client, new Random(~seed)));
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void pass(Socket from, Socket to, Random chances) {
        byte[] buffer = new byte[4_096];
        long untilHarm = calm ? Long.MAX_VALUE : 50 + chances.nextInt(calmBytes);
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            while ((count = in.read(buffer)) > 0) {
                if (count >= untilHarm) {
                    int at = (int) untilHarm;
                    switch (chances.nextInt(3)) {
                        case 0 -> {
                            out.write(buffer, 0, at);
                            return;
                        }
                        case 1 ->
                                buffer[Math.min(at, count - 1)] ^=
                                        (byte) (1 + chances.nextInt(255));
                        default ->
                                LockSupport.parkNanos(
                                        TimeUnit.MILLISECONDS.toNanos(chances.nextInt(30)));
                    }
                    untilHarm = count + 50L + chances.nextInt(calmBytes);
                }
                untilHarm -= count;
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        open.forEach(ChaosProxy::cut);
    }
}
