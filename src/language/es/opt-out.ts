import type { OptWords } from '../opt-word';

export const optOut: OptWords = {
  out: [
    ...['baja', 'bajas', 'darme de baja', 'dame de baja', 'deme de baja', 'denme de baja', 'darse de baja'],
    ...['quiero darme de baja', 'dar de baja', 'baja sms', 'baja whatsapp', 'no más', 'ya no más'],
    ...['no más mensajes', 'no más sms', 'no quiero más mensajes', 'no quiero recibir más mensajes'],
    ...['no me escriban más', 'no me escriba más', 'no me escribas más', 'no me envíen más mensajes'],
    ...[
      'no me manden más mensajes',
      'dejen de escribirme',
      'deje de escribirme',
      'alto',
      'basta',
      'salir',
      'parar',
    ],
  ],
  outAll: [
    ...[
      'baja todo',
      'baja total',
      'baja de todo',
      'baja en todo',
      'darme de baja de todo',
      'dame de baja de todo',
    ],
    ...['deme de baja de todo', 'no me contacten más', 'no me contacte más', 'stop todo'],
  ],
  in: [
    ...[
      'alta',
      'darme de alta',
      'dame de alta',
      'deme de alta',
      'quiero darme de alta',
      'volver',
      'reanudar',
    ],
    ...['quiero recibir mensajes', 'quiero volver a recibir mensajes'],
  ],
  help: ['ayuda', 'información', 'quién es', 'quiénes son', 'quién eres', 'qué es esto'],
  cancel: ['cancelar', 'cancela', 'cancele', 'cancelen', 'cancelar mensajes'],
  polite: ['por favor', 'gracias', 'muchas gracias', 'hola', 'buenos días', 'buenas tardes', 'buenas', 'ya'],
};
