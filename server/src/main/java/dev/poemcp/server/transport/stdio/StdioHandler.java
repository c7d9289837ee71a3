package dev.poemcp.server.transport.stdio;

import dev.poemcp.server.jsonrpc.Incoming;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.jsonrpc.RequestHandler;
import dev.poemcp.server.protocol.MethodTable;
import dev.poemcp.server.protocol.Parameters;
import dev.poemcp.server.protocol.session.SessionServer;
import dev.poemcp.server.protocol.stateless.RequestRejection;
import dev.poemcp.server.protocol.stateless.StatelessResponse;
import dev.poemcp.server.protocol.stateless.StatelessServer;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All revisions on one stream: each request shows whether it belongs to the session. */
final class StdioHandler implements RequestHandler {
    private final MethodTable table;
    private final SessionServer session;
    private final Supplier<StatelessServer> stateless;

    /** @param stateless created by the first stateless request, so that other clients do not wait for it */
    StdioHandler(MethodTable table, SessionServer session, Supplier<StatelessServer> stateless) {
        this.table = table;
        this.session = session;
        this.stateless = stateless;
    }

    @Override
    public Mode mode(Incoming.Request request) {
        if (!StatelessServer.isStateless(request)) {
            return session.mode(request);
        }
        return StatelessServer.isListen(request)
                        || table.waitsForReply(request.method(), new Parameters(request.params()))
                ? Mode.WAITS_FOR_REPLY
                : Mode.OWN_THREAD;
    }

    @Override
    public @Nullable Object handle(Incoming.Request request, Consumer<Object> messages) {
        if (!StatelessServer.isStateless(request)) {
            return session.handle(request, messages);
        }
        return StatelessServer.isListen(request)
                ? listen(request, messages)
                : stateless.get().handle(request, messages).message();
    }

    private Object listen(Incoming.Request request, Consumer<Object> messages) {
        try (var subscription = stateless.get().listen(request, messages)) {
            subscription.open();
            try {
                // Until it is cancelled, or the server ends.
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return subscription.completion();
        } catch (RequestRejection e) {
            return StatelessResponse.refused(JsonRpc.plainId(request.id()), e).message();
        }
    }

    @Override
    public void acceptResponse(Incoming.Response response) {
        session.acceptResponse(response);
    }

    @Override
    public boolean acceptsBatches() {
        return session.acceptsBatches();
    }
}
