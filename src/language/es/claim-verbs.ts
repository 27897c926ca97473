import { romanceForms } from '../romance-forms';

/** The verbs of what an assistant may do or claim to have done, in all their forms. */
export const forms = romanceForms(
  'es',
  {
    record:
      'registrar anotar apuntar crear generar abrir grabar guardar ingresar inscribir formalizar cargar introducir incluir agregar recibir recoger cursar asentar',
    book: 'reservar agendar programar concertar confirmar asegurar fijar apartar citar bloquear',
    cancel: 'cancelar anular borrar eliminar retirar suspender',
    change:
      'cambiar mover modificar actualizar reprogramar aplazar adelantar corregir trasladar desplazar rectificar reabrir',
    close: 'cerrar solucionar finalizar completar terminar concluir arreglar reparar zanjar subsanar',
    send: 'enviar remitir mandar notificar comunicar trasladar pasar avisar informar derivar transmitir presentar reenviar contactar',
    raise: 'escalar elevar priorizar subir asignar encargar adjudicar',
    process:
      'tramitar gestionar procesar autorizar aprobar activar emitir efectuar realizar ejecutar ordenar abonar reembolsar desbloquear restablecer reclamar solicitar encaminar atender',
  },
  {
    part: { ar: 'ad', er: 'id', ir: 'id' },
    doing: { ar: 'ando', er: 'iendo', ir: 'iendo' },
    past1: { ar: ['e', 'amos'], er: ['i', 'imos'], ir: ['i', 'imos'] },
    past3: { ar: ['o', 'aron'], er: ['io', 'ieron'], ir: ['io', 'ieron'] },
    now1: { ar: ['o', 'amos'], er: ['o', 'emos'], ir: ['o', 'imos'] },
    later: ['e', 'emos', 'an'],
  },
  {
    part: {
      abierto: 'record',
      abierta: 'record',
      abiertos: 'record',
      abiertas: 'record',
      anadido: 'record',
      anadida: 'record',
      anadidos: 'record',
      inscrito: 'record',
      inscrita: 'record',
      puesto: 'record',
      puesta: 'record',
      resuelto: 'close',
      resuelta: 'close',
      resueltos: 'close',
      resueltas: 'close',
      fijado: 'book',
      emitido: 'process',
      corregido: 'change',
      corregida: 'change',
      reabierto: 'change',
      reabierta: 'change',
      reabiertos: 'change',
      reabiertas: 'change',
    },
    past1: {
      anadi: 'record',
      puse: 'record',
      resolvi: 'close',
      hice: 'word',
      hicimos: 'word',
      pedi: 'process',
      di: 'word',
    },
    past3: {
      anadio: 'record',
      puso: 'record',
      resolvio: 'close',
      hizo: 'word',
      hicieron: 'word',
      ceso: 'close',
    },
    now1: { anado: 'record', cierro: 'close', pongo: 'record', hago: 'word', resuelvo: 'close', doy: 'word' },
    later: {},
  },
);
// Nouns, and words of manners, that look like verbs.
for (const word of [
  'paso',
  'informo',
  'comunico',
  'atiendo',
  'atendo',
  'termino',
  'concluyo',
  'recojo',
  'recibo',
  'aseguro',
  'solicito',
  'reclamo',
])
  delete forms.esNow1?.[word];
for (const word of ['paso', 'termino']) delete forms.esPast3?.[word];
