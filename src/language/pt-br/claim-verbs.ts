import { romanceForms } from '../romance-forms';

/** The verbs of what an assistant may do or claim to have done, in all their forms. */
export const forms = romanceForms(
  'pt',
  {
    record:
      'registrar anotar criar gerar abrir gravar salvar guardar inserir incluir cadastrar lancar adicionar acrescentar receber protocolar apontar documentar colocar formalizar',
    book: 'reservar agendar marcar programar confirmar garantir assegurar encaixar',
    cancel: 'cancelar anular apagar excluir desmarcar remover retirar suspender',
    change:
      'mudar alterar trocar modificar atualizar remarcar reagendar adiar antecipar corrigir transferir mover reabrir',
    close: 'fechar encerrar resolver finalizar concluir completar terminar solucionar consertar arrumar',
    send: 'enviar mandar encaminhar notificar avisar passar comunicar informar repassar transmitir submeter contatar acionar',
    raise: 'escalar elevar priorizar aumentar atribuir designar escalonar',
    process:
      'processar aprovar autorizar ativar emitir efetuar realizar executar providenciar estornar reembolsar devolver liberar desbloquear redefinir solicitar tratar atender despachar',
  },
  {
    part: { ar: 'ad', er: 'id', ir: 'id' },
    doing: { ar: 'ando', er: 'endo', ir: 'indo' },
    past1: { ar: ['ei', 'amos'], er: ['i', 'emos'], ir: ['i', 'imos'] },
    past3: { ar: ['ou', 'aram'], er: ['eu', 'eram'], ir: ['iu', 'iram'] },
    now1: { ar: ['o', 'amos'], er: ['o', 'emos'], ir: ['o', 'imos'] },
    later: ['ei', 'emos', 'ao'],
  },
  {
    part: {
      aberto: 'record',
      aberta: 'record',
      abertos: 'record',
      salvo: 'record',
      salva: 'record',
      aceito: 'process',
      aceita: 'process',
      posto: 'record',
      incluso: 'record',
      pago: 'process',
      reaberto: 'change',
      reaberta: 'change',
      reabertos: 'change',
    },
    past1: {
      inclui: 'record',
      fiz: 'word',
      fizemos: 'word',
      pus: 'record',
      conclui: 'close',
      pedi: 'process',
      dei: 'word',
      garanti: 'book',
      corrigi: 'change',
      abri: 'record',
    },
    past3: { incluiu: 'record', fizeram: 'word', concluiu: 'close' },
    now1: { faco: 'word', incluo: 'record', ponho: 'record', concluo: 'close' },
  },
);
for (const word of ['passo', 'informo', 'troco', 'passamos', 'solicito', 'atendo'])
  delete forms.ptNow1?.[word];
// Opening hours; of a ticket a rule of its own hears it.
for (const word of ['abrimos', 'fechamos', 'atendemos']) delete forms.ptPast1?.[word];
