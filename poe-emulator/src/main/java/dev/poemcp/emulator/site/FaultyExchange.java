package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.control.Fault;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One exchange's way out: its answer, or whatever the fault makes of it. */
final class FaultyExchange {
    private final Wire wire;
    private final ScheduledExecutorService clock;
    private final Session session;

    FaultyExchange(
            Request request, Response response, Callback callback, ScheduledExecutorService clock, Session session) {
        this.wire = new Wire(request, response, callback);
        this.clock = clock;
        this.session = session;
    }

    void answer(Answer answer) {
        wire.write(answer);
    }

    /** Plays the fault; {@code call} is executed as far as the fault says. */
    void play(Fault fault, Call call) {
        if (fault instanceof Fault.Answer instead) {
            executeIf(instead.executed(), call);
            answer(of(instead));
        } else if (fault instanceof Fault.Edited edited) {
            answer(edited(edited, call.execute().get()));
        } else if (fault instanceof Fault.Truncated) {
            answer(truncated(call.execute().get()));
        } else if (fault instanceof Fault.Late late) {
            Supplier<Answer> answer = call.execute();
            if (late.executedFirst()) {
                var ready = answer.get();
                answer = () -> ready;
            }
            var later = answer;
            var unused = clock.schedule(() -> answer(later.get()), late.delay().toNanos(), TimeUnit.NANOSECONDS);
        } else if (fault instanceof Fault.Cut cut) {
            executeIf(cut.executed(), call);
            wire.close();
        } else if (fault instanceof Fault.Silence silence) {
            // The callback is never called: the connection stays open until the client or the server ends it.
            executeIf(silence.executed(), call);
        } else if (fault instanceof Fault.MutationStatus status) {
            answer(Answer.data(Nodes.of(call.root(), Nodes.status(status.status(), status.statusMessage()))));
        } else if (fault instanceof Fault.NullEntity) {
            answer(Answer.data(Nodes.of(call.root(), JsonNodeFactory.instance.nullNode())));
        } else if (fault instanceof Fault.RotatedFormkey) {
            session.rotateFormkey();
            answer(session.formkeyRefusal());
        } else if (fault instanceof Fault.Phased phased) {
            new PhasedExchange(wire, clock, session).play(phased, call);
        }
    }

    private static void executeIf(boolean executed, Call call) {
        if (executed) {
            var unused = call.execute().get();
        }
    }

    private static Answer of(Fault.Answer instead) {
        var answer = Answer.text(instead.status(), "text/plain", instead.body());
        for (var header : instead.headers().entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }

    private static Answer edited(Fault.Edited fault, Answer answer) {
        var json = answer.json();
        return json == null ? answer : Answer.json(answer.status(), fault.edit().apply(json));
    }

    private static Answer truncated(Answer answer) {
        var body = answer.body();
        return Answer.bytes(
                answer.headers().getOrDefault("Content-Type", "application/json"),
                Arrays.copyOf(body, body.length / 2));
    }
}
