package dev.poemcp.server.protocol.stateless;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.Sessionless;
import dev.poemcp.server.protocol.stateless.StatelessServer.ListenRejection;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stateless revision on a transport where all messages share one stream, such as stdio. */
public final class StatelessPipe implements Sessionless {
    private final Supplier<StatelessServer> server;

    /** @param server opened by the first request, so that clients of other revisions do not wait for it */
    public StatelessPipe(Supplier<StatelessServer> server) {
        this.server = server;
    }

    @Override
    public boolean accepts(Incoming.Request request) {
        return StatelessServer.isStateless(request);
    }

    @Override
    public boolean isOpenEnded(Incoming.Request request) {
        return StatelessServer.isListen(request);
    }

    @Override
    public @Nullable Object handle(Incoming.Request request, Consumer<Object> notifications) {
        return StatelessServer.isListen(request)
                ? listen(request, notifications)
                : server.get().handle(request, notifications).message();
    }

    private Object listen(Incoming.Request request, Consumer<Object> notifications) {
        try (var subscription = server.get().listen(request, notifications)) {
            try {
                // Until it is cancelled, or the server ends.
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return subscription.completion();
        } catch (ListenRejection e) {
            return e.response().message();
        } catch (RuntimeException e) {
            return StatelessResponse.internalError(JsonRpc.plainId(request.id()))
                    .message();
        }
    }
}
