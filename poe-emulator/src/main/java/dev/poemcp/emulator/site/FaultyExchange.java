package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.control.Controls;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.HeldResponses;
import dev.poemcp.emulator.control.SiteBehavior;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes the response of one exchange, or applies a fault to it. */
final class FaultyExchange {
    private final ResponseWriter writer;
    private final ScheduledExecutorService clock;
    private final Session session;
    private final SiteBehavior behavior;
    private final HeldResponses responses;

    FaultyExchange(
            Request request,
            Response response,
            Callback callback,
            ScheduledExecutorService clock,
            Session session,
            Controls controls) {
        this.writer = new ResponseWriter(request, response, callback);
        this.clock = clock;
        this.session = session;
        this.behavior = controls.behavior();
        this.responses = controls.responses();
    }

    /** Writes the response, after the delay of all responses. */
    void respond(SiteResponse response) {
        respond(() -> writer.write(response));
    }

    /** Runs what responds, after the delay of all responses. */
    void respond(Runnable response) {
        var delay = behavior.delay();
        if (delay.isZero()) {
            responses.respond(response);
        } else {
            var unused = clock.schedule(() -> responses.respond(response), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Applies the fault; {@code call} is executed if the fault says so. */
    void apply(Fault fault, Call call) {
        if (fault instanceof Fault.Response replacement) {
            executeIf(replacement.executed(), call);
            respond(of(replacement));
        } else if (fault instanceof Fault.Edited edited) {
            respond(edited(edited, call.execute().get()));
        } else if (fault instanceof Fault.Truncated) {
            respond(truncated(call.execute().get()));
        } else if (fault instanceof Fault.Late late) {
            Supplier<SiteResponse> response = call.execute();
            if (late.executedFirst()) {
                var ready = response.get();
                response = () -> ready;
            }
            var later = response;
            var unused = clock.schedule(() -> respond(later.get()), late.delay().toNanos(), TimeUnit.NANOSECONDS);
        } else if (fault instanceof Fault.Cut cut) {
            executeIf(cut.executed(), call);
            writer.close();
        } else if (fault instanceof Fault.Silence silence) {
            // The callback is never called: the connection stays open until the client or the server closes it.
            executeIf(silence.executed(), call);
        } else if (fault instanceof Fault.MutationStatus status) {
            respond(SiteResponse.data(Nodes.of(call.root(), Nodes.status(status.status(), status.statusMessage()))));
        } else if (fault instanceof Fault.NullEntity) {
            respond(SiteResponse.data(Nodes.of(call.root(), JsonNodeFactory.instance.nullNode())));
        } else if (fault instanceof Fault.RotatedFormkey) {
            session.rotateFormkey();
            respond(session.formkeyRefusal());
        } else if (fault instanceof Fault.Phased phased) {
            new PhasedExchange(writer, clock, session).apply(phased, call);
        }
    }

    private static void executeIf(boolean executed, Call call) {
        if (executed) {
            var unused = call.execute().get();
        }
    }

    private static SiteResponse of(Fault.Response replacement) {
        var response = SiteResponse.text(replacement.status(), "text/plain", replacement.body());
        for (var header : replacement.headers().entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    private static SiteResponse edited(Fault.Edited fault, SiteResponse response) {
        var json = response.json();
        return json == null
                ? response
                : SiteResponse.json(response.status(), fault.edit().apply(json));
    }

    private static SiteResponse truncated(SiteResponse response) {
        var body = response.body();
        return SiteResponse.bytes(
                response.headers().getOrDefault("Content-Type", "application/json"),
                Arrays.copyOf(body, body.length / 2));
    }
}
