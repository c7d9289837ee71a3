package dev.poemcp.poe.site.channel;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens the realtime channel once, step by step and without reconnecting, for a diagnosis. */
public final class ChannelSteps implements AutoCloseable {

    private final ChannelGateway gateway;
    private final Site site;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> frame = new CompletableFuture<>();
    private final RealtimeSocket socket;
    /** Part of the socket's address, which an error may quote. */
    private volatile String hash = "";

    public ChannelSteps(Site site) {
        this.site = site;
        this.gateway = new SiteChannelGateway(site);
        this.socket = new RealtimeSocket(gateway.webSockets(), new FutureListener(), System::nanoTime, site.clock());
    }

    /** Address of a new channel. */
    public ChannelSettings settings() {
        return gateway.settings(null);
    }

    /** @return false if the site accepts none of the subscriptions */
    public boolean subscribe(ChannelSettings channel) {
        return gateway.subscribe(channel);
    }

    /** @throws PoeException if the socket does not open in time */
    public void open(ChannelSettings channel) {
        int node = ChannelSettings.randomNode();
        var url = channel.socketUrl(gateway.secure(), node, true)
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "poe.com names an address of the realtime channel that is none.", Spend.NONE)));
        hash = channel.channelHash();
        socket.open(url, gateway.handshakeHeaders());
        await(opened, site.limits().connect(), "The realtime socket at " + url.host() + " did not open");
    }

    /**
     * Waits for a frame, after a ping, which the site answers.
     *
     * @throws PoeException if none comes in time
     */
    public void awaitFrame() {
        if (!socket.ping()) {
            throw failure("The realtime socket was closed at once.");
        }
        await(frame, site.limits().pong(), "The realtime socket is open, but nothing came");
    }

    private static void await(CompletableFuture<Void> event, Duration limit, String problem) {
        try {
            event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw failure(problem + " within " + limit.toSeconds() + " seconds.");
        } catch (ExecutionException ended) {
            throw failure(problem + ": " + end(ended) + ".");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoeException(new PoeFailure.Cancelled(problem + ".", Spend.NONE), interrupted);
        }
    }

    private static String end(ExecutionException ended) {
        Throwable cause = ended.getCause();
        return String.valueOf(cause == null ? ended.getMessage() : cause.getMessage());
    }

    private String withoutHash(String text) {
        return hash.isEmpty() ? text : text.replace(hash, "***");
    }

    private static PoeException failure(String what) {
        return new PoeException(new PoeFailure.Network(what, Spend.NONE));
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class FutureListener implements RealtimeSocket.SocketListener {
        @Override
        public void opened(RealtimeSocket from) {
            opened.complete(null);
        }

        @Override
        public void text(RealtimeSocket from, String text) {
            frame.complete(null);
        }

        @Override
        public void ended(RealtimeSocket from, int refusal, String why) {
            var end = new IllegalStateException(refusal == 0 ? withoutHash(why) : "refused with HTTP " + refusal);
            opened.completeExceptionally(end);
            frame.completeExceptionally(end);
        }
    }
}
