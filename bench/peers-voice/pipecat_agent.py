"""The Pipecat peer of `npm run bench -- turn`: its own Twilio transport and its defaults for the end of a turn.

Pipecat's clients of Deepgram and OpenAI are pointed at the bench's stand-ins. Its client of ElevenLabs asks an endpoint
that the stand-in has not (sound with timestamps, in JSON), so `Voice` speaks the same endpoint as Recado does.
"""

import audioop
import os

import aiohttp
import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import TTSAudioRawFrame, TTSSpeakFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.workers.runner import WorkerRunner
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.runner.utils import parse_telephony_websocket
from pipecat.serializers.twilio import TwilioFrameSerializer
from pipecat.services.deepgram.stt import DeepgramSTTService
from pipecat.services.openai.llm import OpenAILLMService
from pipecat.services.settings import TTSSettings
from pipecat.services.tts_service import TTSService
from pipecat.transcriptions.language import Language
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport

PORT = int(os.environ["PEER_PORT"])
GREETING = os.environ["PEER_GREETING"]
RATE = 8000

app = FastAPI()


class Voice(TTSService):
    """ElevenLabs' streaming endpoint with a telephone's sound."""

    def __init__(self, session: aiohttp.ClientSession):
        settings = TTSSettings(model="eleven_flash_v2_5", voice="EXAVITQu4vr4xnSDxMaL", language=None)
        super().__init__(sample_rate=RATE, push_start_frame=True, push_stop_frames=True, settings=settings)
        self._session = session
        self._url = f"{os.environ['PEER_ELEVENLABS_URL']}/v1/text-to-speech/EXAVITQu4vr4xnSDxMaL/stream"

    async def run_tts(self, text: str, context_id: str):
        request = {"text": text, "model_id": "eleven_flash_v2_5", "language_code": "es"}
        async with self._session.post(
            self._url,
            params={"output_format": "ulaw_8000"},
            headers={"xi-api-key": "stand-in"},
            json=request,
        ) as response:
            response.raise_for_status()
            async for piece in response.content.iter_any():
                yield TTSAudioRawFrame(audioop.ulaw2lin(piece, 2), RATE, 1, context_id=context_id)


@app.get("/health")
async def health():
    return {"ok": True}


@app.post("/twilio/voice/{assistant}")
async def voice(assistant: str):
    twiml = f'<Response><Connect><Stream url="wss://127.0.0.1:{PORT}/ws"/></Connect></Response>'
    return Response(content=twiml, media_type="application/xml")


@app.websocket("/ws")
async def call(websocket: WebSocket):
    await websocket.accept()
    _, data = await parse_telephony_websocket(websocket)
    transport = FastAPIWebsocketTransport(
        websocket=websocket,
        params=FastAPIWebsocketParams(
            audio_in_enabled=True,
            audio_out_enabled=True,
            add_wav_header=False,
            serializer=TwilioFrameSerializer(
                stream_sid=data["stream_id"],
                call_sid=data["call_id"],
                params=TwilioFrameSerializer.InputParams(auto_hang_up=False),
            ),
        ),
    )
    async with aiohttp.ClientSession() as session:
        await converse(transport, session)


async def converse(transport: FastAPIWebsocketTransport, session: aiohttp.ClientSession):
    stt = DeepgramSTTService(
        api_key="stand-in",
        base_url=os.environ["PEER_DEEPGRAM_URL"].replace("http://", "ws://"),
        settings=DeepgramSTTService.Settings(language=Language.ES),
    )
    llm = OpenAILLMService(
        api_key="stand-in",
        base_url=os.environ["PEER_MODEL_URL"],
        settings=OpenAILLMService.Settings(model="pipecat"),
    )
    context = LLMContext([{"role": "system", "content": "Eres el asistente de un servicio de avisos."}])
    aggregators = LLMContextAggregatorPair(
        context, user_params=LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer())
    )
    stages = [
        transport.input(),
        stt,
        aggregators.user(),
        llm,
        Voice(session),
        transport.output(),
        aggregators.assistant(),
    ]
    worker = PipelineWorker(
        Pipeline(stages),
        params=PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE),
    )

    @transport.event_handler("on_client_connected")
    async def on_connected(_transport, _client):
        await worker.queue_frames([TTSSpeakFrame(GREETING)])

    @transport.event_handler("on_client_disconnected")
    async def on_disconnected(_transport, _client):
        await worker.cancel()

    await WorkerRunner(handle_sigint=False).run(worker)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="warning")
