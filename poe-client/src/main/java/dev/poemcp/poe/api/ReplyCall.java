package dev.poemcp.poe.api;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.http.RequestStart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** A question on its way, on a thread of OkHttp's dispatcher. */
final class ReplyCall implements Callback, ReplyRequest {
    private final Call call;
    private final RequestStart start;
    private final ApiLimits limits;
    private final ReplyReader reader;
    private final ReplyOutput output;

    ReplyCall(Call call, RequestStart start, ApiLimits limits, ReplyReader reader, ReplyOutput output) {
        this.call = call;
        this.start = start;
        this.limits = limits;
        this.reader = reader;
        this.output = output;
    }

    void enqueue() {
        call.enqueue(this);
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public void onResponse(Call sent, Response response) {
        reader.read(response, this::broken);
    }

    @Override
    public void onFailure(Call sent, IOException failure) {
        broken(failure);
    }

    private void broken(IOException failure) {
        Spend spend = start.mayHaveArrived() ? Spend.POSSIBLE : Spend.NONE;
        if (call.isCanceled() && !(failure instanceof InterruptedIOException)) {
            output.failed(new PoeFailure.Cancelled("The question was cancelled.", spend));
        } else if (failure instanceof BoundedBody.TooLongException) {
            output.failed(new PoeFailure.UnexpectedResponse(
                    "The answer is incomplete: " + failure.getMessage() + ".", Spend.POSSIBLE));
        } else if (spend == Spend.NONE) {
            output.failed(new PoeFailure.Network("Poe's API cannot be reached: " + failure.getMessage(), Spend.NONE));
        } else if (failure instanceof SocketTimeoutException) {
            output.failed(new PoeFailure.TimedOut(
                    "The answer is incomplete: Poe sent nothing for " + limits.idle() + ".", spend));
        } else if (failure instanceof InterruptedIOException) {
            output.failed(new PoeFailure.TimedOut(
                    "The answer is incomplete: it took longer than " + limits.reply() + ".", spend));
        } else {
            // OkHttp puts what it had read into the text of an unexpected end.
            String why = failure instanceof EOFException ? "it ended too early" : String.valueOf(failure.getMessage());
            output.cut("the connection broke (" + why + ")");
        }
    }
}
