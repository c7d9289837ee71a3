package dev.poemcp.poe.api;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/** Reads bytes as the response of an endpoint, without a socket. */
final class Streams {
    static final MediaType EVENTS = MediaType.get("text/event-stream; charset=utf-8");

    private Streams() {}

    static RecordedReply read(Endpoint endpoint, String events) {
        return read(endpoint, body(events.getBytes(StandardCharsets.UTF_8), false), 200, ApiLimits.DEFAULTS);
    }

    static RecordedReply readJson(Endpoint endpoint, int status, String json) {
        return read(endpoint, ResponseBody.create(json, ApiHttp.JSON_TYPE), status, ApiLimits.DEFAULTS);
    }

    static RecordedReply read(Endpoint endpoint, ResponseBody body, int status, ApiLimits limits) {
        var reply = new RecordedReply();
        var errors = new ApiErrors(null, Clock.systemUTC());
        var output = new ReplyOutput("Haiku", limits.replyCharacters(), errors, reply);
        var reader =
                new ReplyReader("Haiku", errors, limits.replyBytes(), ReplyStreams.parser(endpoint, output), output);
        var response = new Response.Builder()
                .request(new Request.Builder().url("http://localhost/").build())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .body(body)
                .build();
        reader.read(
                response,
                broken -> output.failed(
                        new PoeFailure.Network("The answer is incomplete: " + broken.getMessage(), Spend.POSSIBLE)));
        return reply;
    }

    /** @param breaks whether the connection breaks after the bytes; otherwise it is closed */
    static ResponseBody body(byte[] bytes, boolean breaks) {
        var source = new ForwardingSource(new Buffer().write(bytes)) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                long count = super.read(sink, byteCount);
                if (count < 0 && breaks) {
                    throw new IOException("Connection reset");
                }
                return count;
            }
        };
        return ResponseBody.create(Okio.buffer(source), EVENTS, -1);
    }
}
