package dev.poemcp.server.transport.http;

import dev.poemcp.server.transport.Incoming;
import dev.poemcp.server.transport.JsonRpc;
import dev.poemcp.server.transport.era.Answer;
import dev.poemcp.server.transport.era.Listening;
import dev.poemcp.server.transport.era.ModernServer.ListenRefused;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that listens for changes, until it leaves or is sent away. */
final class Listener implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final Reply reply;
    private final Services.Lease lease;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Listening listening;
    private boolean over;

    /** @param lease closed with the listener */
    Listener(Reply reply, Services.Lease lease) {
        this.reply = reply;
        this.lease = lease;
    }

    /** Whether it listens now; if not, it was answered why. */
    boolean open(Incoming.Request request) {
        try {
            // The stream opens with the first message, so that a refusal can still be plain JSON.
            var opened = lease.service().modern().listen(request, message -> {
                var stream = reply.stream();
                if (stream != null) {
                    stream.post(message);
                }
            });
            lock.lock();
            try {
                listening = opened;
                if (!over) {
                    return true;
                }
            } finally {
                lock.unlock();
            }
            opened.close();
            return false;
        } catch (ListenRefused e) {
            reply.answer(e.answer().message(), e.answer().status());
        } catch (RuntimeException | Error e) {
            log.error("A client could not be listened for.", e);
            reply.answer(Answer.internalError(JsonRpc.plainId(request.id())).message(), 200);
        }
        close();
        return false;
    }

    void sayGoodBye() {
        var opened = listening;
        if (opened != null) {
            reply.answer(opened.farewell(), 200);
        }
    }

    @Override
    public void close() {
        Listening opened;
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            opened = listening;
        } finally {
            lock.unlock();
        }
        if (opened != null) {
            opened.close();
        }
        lease.close();
    }
}
