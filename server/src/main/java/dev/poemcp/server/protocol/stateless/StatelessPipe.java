package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.Sessionless;
import dev.poemcp.server.protocol.stateless.StatelessServer.ListenRefused;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The revision without sessions where all messages share one pipe. */
public final class StatelessPipe implements Sessionless {
    private final Supplier<StatelessServer> server;

    /** @param server made by the first request, so that clients of other revisions do not wait for it */
    public StatelessPipe(Supplier<StatelessServer> server) {
        this.server = server;
    }

    @Override
    public boolean takes(Incoming.Request request) {
        return StatelessServer.isModern(request);
    }

    @Override
    public boolean isOpenEnded(Incoming.Request request) {
        return StatelessServer.listens(request);
    }

    @Override
    public @Nullable Object answer(Incoming.Request request, Consumer<Object> before) {
        return StatelessServer.listens(request)
                ? listen(request, before)
                : server.get().answer(request, before).message();
    }

    private Object listen(Incoming.Request request, Consumer<Object> before) {
        try (var listening = server.get().listen(request, before)) {
            try {
                // Until it is cancelled, or the server ends.
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return listening.farewell();
        } catch (ListenRefused e) {
            return e.answer().message();
        } catch (RuntimeException e) {
            return StatelessResponse.internalError(JsonRpc.plainId(request.id()))
                    .message();
        }
    }
}
