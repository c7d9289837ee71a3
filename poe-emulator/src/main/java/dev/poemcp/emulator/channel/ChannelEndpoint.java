package dev.poemcp.emulator.channel;

import dev.poemcp.emulator.connection.TrackedEndPoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** {@code /up/<box>/updates}: a WebSocket if the request is an upgrade, else a long poll. */
public final class ChannelEndpoint {
    private static final int MAX_UNREAD_FRAMES = 2_000;
    private static final Duration POLL = Duration.ofSeconds(25);

    private final Channels channels;
    private final ServerWebSocketContainer container;

    public ChannelEndpoint(Channels channels, Server server) {
        this.channels = channels;
        this.container = ServerWebSocketContainer.ensure(server);
        container.setIdleTimeout(Duration.ofMinutes(10));
        container.setMaxTextMessageSize(64 * 1024);
        container.setMaxOutgoingFrames(MAX_UNREAD_FRAMES);
    }

    public void serve(Request request, Response response, Callback callback) {
        var parameters = Request.extractQueryParameters(request);
        var channel = channels.find(parameters.getValue("channel"))
                .filter(found -> found.hash().equals(parameters.getValue("hash")))
                .filter(found -> request.getHttpURI().getPath().equals("/up/" + found.box() + "/updates"));
        var minSeq = minSeq(parameters);
        if (channel.isEmpty() || minSeq.isEmpty()) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
        } else if ("websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            upgrade(channel.get(), minSeq.get(), request, response, callback);
        } else {
            poll(channel.get(), minSeq.get(), response, callback);
        }
    }

    private void upgrade(Channel channel, long minSeq, Request request, Response response, Callback callback) {
        var connection = TrackedEndPoint.below(
                request.getConnectionMetaData().getConnection().getEndPoint());
        var upgraded = container.upgrade(
                (socketRequest, socketResponse, ignored) -> new ChannelSocket(channels, channel, minSeq, connection),
                request,
                response,
                callback);
        if (!upgraded) {
            Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        }
    }

    private void poll(Channel channel, long minSeq, Response response, Callback callback) {
        var polled = new CompletableFuture<String>();
        var poll = new LongPoll(channels, channel, polled);
        channels.poll(channel, minSeq, poll);
        var unused = polled.orTimeout(POLL.toSeconds(), TimeUnit.SECONDS).whenComplete((frame, timeout) -> {
            channels.detach(channel, poll);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            var text = timeout == null ? frame : new Channel.Frame(channel.seq(), List.of()).text();
            Content.Sink.write(response, true, text, callback);
        });
    }

    private static Optional<Long> minSeq(Fields parameters) {
        var value = parameters.getValue("min_seq");
        return value != null && value.matches("\\d{1,18}") ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }
}
